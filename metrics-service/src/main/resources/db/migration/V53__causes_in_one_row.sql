-- Sums of causes with all aspects in one row: a review that names two things is in the same few rows, and a batch changes
-- a third of the rows that it did. What cause_counters hold was added before, or by a copy from before; the sum of both
-- is what holds, whoever wrote it. Levels as there.
create table cause_sums (
  storefront text not null,
  level      smallint not null,
  product    text not null,
  at         timestamptz not null,
  country    text not null,
  channel    text not null,
  language   text not null,
  delivery_negative int not null default 0, delivery_neutral int not null default 0, delivery_positive int not null default 0,
  delivery_rated int not null default 0, delivery_rating_sum bigint not null default 0, delivery_rating_squares bigint not null default 0,
  packaging_negative int not null default 0, packaging_neutral int not null default 0, packaging_positive int not null default 0,
  packaging_rated int not null default 0, packaging_rating_sum bigint not null default 0, packaging_rating_squares bigint not null default 0,
  price_negative int not null default 0, price_neutral int not null default 0, price_positive int not null default 0,
  price_rated int not null default 0, price_rating_sum bigint not null default 0, price_rating_squares bigint not null default 0,
  quality_negative int not null default 0, quality_neutral int not null default 0, quality_positive int not null default 0,
  quality_rated int not null default 0, quality_rating_sum bigint not null default 0, quality_rating_squares bigint not null default 0,
  fit_negative int not null default 0, fit_neutral int not null default 0, fit_positive int not null default 0,
  fit_rated int not null default 0, fit_rating_sum bigint not null default 0, fit_rating_squares bigint not null default 0,
  usability_negative int not null default 0, usability_neutral int not null default 0, usability_positive int not null default 0,
  usability_rated int not null default 0, usability_rating_sum bigint not null default 0, usability_rating_squares bigint not null default 0,
  support_negative int not null default 0, support_neutral int not null default 0, support_positive int not null default 0,
  support_rated int not null default 0, support_rating_sum bigint not null default 0, support_rating_squares bigint not null default 0,
  returns_negative int not null default 0, returns_neutral int not null default 0, returns_positive int not null default 0,
  returns_rated int not null default 0, returns_rating_sum bigint not null default 0, returns_rating_squares bigint not null default 0,
  website_negative int not null default 0, website_neutral int not null default 0, website_positive int not null default 0,
  website_rated int not null default 0, website_rating_sum bigint not null default 0, website_rating_squares bigint not null default 0,
  payment_negative int not null default 0, payment_neutral int not null default 0, payment_positive int not null default 0,
  payment_rated int not null default 0, payment_rating_sum bigint not null default 0, payment_rating_squares bigint not null default 0,
  other_negative int not null default 0, other_neutral int not null default 0, other_positive int not null default 0,
  other_rated int not null default 0, other_rating_sum bigint not null default 0, other_rating_squares bigint not null default 0,
  primary key (storefront, level, product, at, country, channel, language)
) with (fillfactor = 70);

-- All that is kept of causes, an aspect a row.
create view kept_causes as
select storefront, level, product, at, aspect, country, channel, language, negative::bigint as negative,
  neutral::bigint as neutral, positive::bigint as positive, rated::bigint as rated, rating_sum, rating_squares
from cause_counters
union all
select c.storefront, c.level, c.product, c.at, a.aspect, c.country, c.channel, c.language, a.negative::bigint,
  a.neutral::bigint, a.positive::bigint, a.rated::bigint, a.rating_sum, a.rating_squares
from cause_sums c cross join lateral (values
  ('DELIVERY', delivery_negative, delivery_neutral, delivery_positive, delivery_rated, delivery_rating_sum, delivery_rating_squares),
  ('PACKAGING', packaging_negative, packaging_neutral, packaging_positive, packaging_rated, packaging_rating_sum, packaging_rating_squares),
  ('PRICE', price_negative, price_neutral, price_positive, price_rated, price_rating_sum, price_rating_squares),
  ('QUALITY', quality_negative, quality_neutral, quality_positive, quality_rated, quality_rating_sum, quality_rating_squares),
  ('FIT', fit_negative, fit_neutral, fit_positive, fit_rated, fit_rating_sum, fit_rating_squares),
  ('USABILITY', usability_negative, usability_neutral, usability_positive, usability_rated, usability_rating_sum, usability_rating_squares),
  ('SUPPORT', support_negative, support_neutral, support_positive, support_rated, support_rating_sum, support_rating_squares),
  ('RETURNS', returns_negative, returns_neutral, returns_positive, returns_rated, returns_rating_sum, returns_rating_squares),
  ('WEBSITE', website_negative, website_neutral, website_positive, website_rated, website_rating_sum, website_rating_squares),
  ('PAYMENT', payment_negative, payment_neutral, payment_positive, payment_rated, payment_rating_sum, payment_rating_squares),
  ('OTHER', other_negative, other_neutral, other_positive, other_rated, other_rating_sum, other_rating_squares))
  as a (aspect, negative, neutral, positive, rated, rating_sum, rating_squares);

-- What cause_sums must hold if cause_counters hold none of it.
create function cause_sums_of(shop text, since timestamptz, till timestamptz) returns setof cause_sums
language sql stable as $$
  select storefront, level, product, at, country, channel, language,
    coalesce(sum(negative) filter (where aspect = 'DELIVERY'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'DELIVERY'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'DELIVERY'), 0)::int, coalesce(sum(rated) filter (where aspect = 'DELIVERY'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'DELIVERY'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'DELIVERY'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'PACKAGING'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'PACKAGING'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'PACKAGING'), 0)::int, coalesce(sum(rated) filter (where aspect = 'PACKAGING'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'PACKAGING'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'PACKAGING'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'PRICE'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'PRICE'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'PRICE'), 0)::int, coalesce(sum(rated) filter (where aspect = 'PRICE'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'PRICE'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'PRICE'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'QUALITY'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'QUALITY'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'QUALITY'), 0)::int, coalesce(sum(rated) filter (where aspect = 'QUALITY'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'QUALITY'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'QUALITY'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'FIT'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'FIT'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'FIT'), 0)::int, coalesce(sum(rated) filter (where aspect = 'FIT'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'FIT'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'FIT'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'USABILITY'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'USABILITY'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'USABILITY'), 0)::int, coalesce(sum(rated) filter (where aspect = 'USABILITY'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'USABILITY'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'USABILITY'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'SUPPORT'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'SUPPORT'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'SUPPORT'), 0)::int, coalesce(sum(rated) filter (where aspect = 'SUPPORT'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'SUPPORT'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'SUPPORT'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'RETURNS'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'RETURNS'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'RETURNS'), 0)::int, coalesce(sum(rated) filter (where aspect = 'RETURNS'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'RETURNS'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'RETURNS'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'WEBSITE'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'WEBSITE'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'WEBSITE'), 0)::int, coalesce(sum(rated) filter (where aspect = 'WEBSITE'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'WEBSITE'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'WEBSITE'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'PAYMENT'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'PAYMENT'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'PAYMENT'), 0)::int, coalesce(sum(rated) filter (where aspect = 'PAYMENT'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'PAYMENT'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'PAYMENT'), 0)::bigint,
    coalesce(sum(negative) filter (where aspect = 'OTHER'), 0)::int, coalesce(sum(neutral) filter (where aspect = 'OTHER'), 0)::int,
    coalesce(sum(positive) filter (where aspect = 'OTHER'), 0)::int, coalesce(sum(rated) filter (where aspect = 'OTHER'), 0)::int,
    coalesce(sum(rating_sum) filter (where aspect = 'OTHER'), 0)::bigint, coalesce(sum(rating_squares) filter (where aspect = 'OTHER'), 0)::bigint
  from cause_counters_of(shop, since, till)
  group by 1, 2, 3, 4, 5, 6, 7
$$;
