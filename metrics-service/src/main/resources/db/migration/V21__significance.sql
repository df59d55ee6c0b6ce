-- The first reviews of a customer are read in order.
drop index if exists reviews_by_customer;
create index reviews_by_customer on reviews (storefront, customer_id, placed_at, review_id)
  where customer_id is not null;

-- How much a review says, in millionths; the formula is that of the class of this name. It is in whole numbers, so that
-- it comes out the same here and there.
create view significance_of_facts as
select f.storefront, f.placed_at, f.review_id, f.own, f.rank,
  f.own + case when f.customer_id is null then 0 else 100 * ((f.rank - 1) * 500 / 9) end as score,
  f.product, f.country, f.channel, f.language, f.label
from (
  select r.storefront, r.placed_at, r.review_id, r.customer_id, r.product_id as product,
    coalesce(r.country, '') as country, r.channel, coalesce(r.language, '') as language, r.label,
    1 + (select count(*)::int from (
      select from reviews o where o.storefront = r.storefront and o.customer_id = r.customer_id
        and (o.placed_at, o.review_id) < (r.placed_at, r.review_id) limit 9) as earlier) as rank,
    greatest(
      coalesce(floor(abs((r.tags #>> '{sentiment,score}')::float8) * 1000 + 0.5)::int, 0),
      case r.rating_scale when 'STARS_5' then abs(r.rating_value - 3) * 500
        when 'POINTS_10' then abs(2 * r.rating_value - 11) * 1000 / 9 when 'THUMBS' then 1000 else 0 end,
      coalesce(abs(r.nps - 5) * 200, 0), coalesce(abs(r.csat - 3) * 500, 0),
      coalesce(abs(r.ces - 4) * 1000 / 3, 0))
    * (coalesce(floor((r.tags #>> '{sentiment,confidence}')::float8 * 1000 + 0.5)::int, 0)
      / case when (r.tags #>> '{sentiment,mismatch}')::boolean then 2 else 1 end)
    / 2
    + 200 * least(1000, 2 * (char_length(coalesce(r.title, '')) + char_length(coalesce(r.text, ''))))
    + 200 * least(1000, 1000 * (
      select count(distinct a ->> 'aspect')::int from jsonb_array_elements(r.tags -> 'aspects') as a) / 3)
    + case when r.order_id is null then 0 else 50000 end as own
  from reviews r where r.revision is not null) as f;

-- In the order of place, and most significant first within a UTC day: a new review is beside the newest ones in every
-- index, however many there are, and the most significant of a window are those of its days, merged.
create table significances (
  storefront text not null,
  placed_at  timestamptz not null,
  review_id  uuid not null,
  day        date not null generated always as ((placed_at at time zone 'UTC')::date) stored,
  own        int not null,              -- without what the customer's earlier reviews add
  rank       smallint not null,         -- the how manieth of the customer, 10 at most; 1 for a guest
  score      int not null,
  product    text not null,
  country    text not null,             -- empty where it is not known, as is the language
  channel    text not null,
  language   text not null,
  label      text not null,
  primary key (storefront, placed_at, review_id)
);
insert into significances (storefront, placed_at, review_id, own, rank, score, product, country, channel, language, label)
  select storefront, placed_at, review_id, own, rank, score, product, country, channel, language, label
  from significance_of_facts;
create index significances_by_score on significances (storefront, day, score desc, review_id desc);

-- What is named negatively, to find the most significant of it; the words stay in the review.
create table complaints (
  storefront text not null,
  placed_at  timestamptz not null,
  review_id  uuid not null,
  aspect     text not null,
  day        date not null generated always as ((placed_at at time zone 'UTC')::date) stored,
  score      int not null,
  product    text not null,
  country    text not null,
  channel    text not null,
  language   text not null,
  primary key (storefront, placed_at, review_id, aspect)
);
-- What it must hold.
create view complaints_of_facts as
select c.storefront, c.at as placed_at, c.review_id, c.aspect, s.score, c.product, c.country, c.channel, c.language
from named_causes c join significances s
  on s.storefront = c.storefront and s.placed_at = c.at and s.review_id = c.review_id
where c.negative = 1;
insert into complaints (storefront, placed_at, review_id, aspect, score, product, country, channel, language)
  select storefront, placed_at, review_id, aspect, score, product, country, channel, language from complaints_of_facts;
create index complaints_by_score on complaints (storefront, day, aspect, score desc, review_id desc);
