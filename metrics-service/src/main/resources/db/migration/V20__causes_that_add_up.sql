-- What the reviews name, each aspect once per review: the worst that is said of it decides.
-- A rating is in thirty-sixths of its scale, so that stars and points are whole numbers on one scale: 0 (worst) to 36.
create view named_causes as
select r.storefront, r.review_id, m.aspect, r.product_id as product, coalesce(r.country, '') as country, r.channel,
  coalesce(r.language, '') as language, r.placed_at as at,
  m.negative::int as negative,
  (not m.negative and not m.positive)::int as neutral,
  (not m.negative and m.positive)::int as positive,
  (m.negative and n.rating is not null)::int as rated,
  case when m.negative then coalesce(n.rating, 0) else 0 end as rating_sum,
  case when m.negative then coalesce(n.rating * n.rating, 0) else 0 end as rating_squares
from reviews r
cross join lateral (
  select a ->> 'aspect' as aspect,
    bool_or(a ->> 'sentiment' = 'NEGATIVE') as negative,
    bool_or(a ->> 'sentiment' = 'POSITIVE') as positive
  from jsonb_array_elements(r.tags -> 'aspects') as a
  group by 1) as m
cross join lateral (
  select case r.rating_scale
    when 'STARS_5' then (r.rating_value - 1) * 9
    when 'POINTS_10' then (r.rating_value - 1) * 4
  end as rating) as n
where r.revision is not null;

-- The same, added up. level: 0 hours over all, 1 UTC days over all, 2 hours and 3 UTC days by country, channel and
-- language, 4 UTC days by product. What is not known, or rolled up, is the empty text.
create table cause_counters (
  storefront     text not null,
  level          smallint not null,
  product        text not null,
  at             timestamptz not null,
  aspect         text not null,
  country        text not null,
  channel        text not null,
  language       text not null,
  negative       int not null,
  neutral        int not null,
  positive       int not null,
  rated          int not null,          -- of the negative ones, those with a rating that has a mean
  rating_sum     bigint not null,
  rating_squares bigint not null,
  primary key (storefront, level, product, at, aspect, country, channel, language)
) with (fillfactor = 70);

-- What the counters of a storefront must be for what counts from one UTC day's beginning to another's.
create function cause_counters_of(shop text, since timestamptz, till timestamptz) returns setof cause_counters
language sql stable as $$
  select storefront, l.level::smallint,
    case when l.by_product then product else '' end, date_trunc(l.unit, at, 'UTC'), aspect,
    case when l.by_cut then country else '' end, case when l.by_cut then channel else '' end,
    case when l.by_cut then language else '' end,
    sum(negative)::int, sum(neutral)::int, sum(positive)::int, sum(rated)::int, sum(rating_sum)::bigint,
    sum(rating_squares)::bigint
  from named_causes
  cross join (values (0, 'hour', false, false), (1, 'day', false, false), (2, 'hour', false, true),
    (3, 'day', false, true), (4, 'day', true, false)) as l (level, unit, by_product, by_cut)
  where storefront = shop and at >= since and at < till
  group by 1, 2, 3, 4, 5, 6, 7, 8
$$;

insert into cause_counters
  select c.* from (select distinct storefront as shop from reviews) as s, cause_counters_of(shop, '-infinity', 'infinity') as c;
