-- Levels chosen from measurements: one dimension at a time beside the storefront's total, by hour and by day. With ten
-- million reviews a cell of one product, hour, country, channel and language is a review: such cells were as many as the
-- facts, and each cost an insertion. grain:
--   1 hour, 2 day: country, channel and language together     3 hour, 4 day: the storefront's total
--   5 day: product      6, 7 hour, day: country      8, 9 channel      10, 11 language
-- Days are those of UTC. What has no cell of its own is summed from the facts.
alter table counters
  alter reviews set default 0, alter stars_1 set default 0, alter stars_2 set default 0, alter stars_3 set default
  0, alter stars_4 set default 0, alter stars_5 set default 0, alter points_1 set default 0, alter points_2 set
  default 0, alter points_3 set default 0, alter points_4 set default 0, alter points_5 set default 0, alter
  points_6 set default 0, alter points_7 set default 0, alter points_8 set default 0, alter points_9 set default 0,
  alter points_10 set default 0, alter thumbs_0 set default 0, alter thumbs_1 set default 0, alter negative set
  default 0, alter neutral set default 0, alter positive set default 0, alter untagged set default 0, alter nps_0
  set default 0, alter nps_1 set default 0, alter nps_2 set default 0, alter nps_3 set default 0, alter nps_4 set
  default 0, alter nps_5 set default 0, alter nps_6 set default 0, alter nps_7 set default 0, alter nps_8 set
  default 0, alter nps_9 set default 0, alter nps_10 set default 0, alter csat_1 set default 0, alter csat_2 set
  default 0, alter csat_3 set default 0, alter csat_4 set default 0, alter csat_5 set default 0, alter ces_1 set
  default 0, alter ces_2 set default 0, alter ces_3 set default 0, alter ces_4 set default 0, alter ces_5 set
  default 0, alter ces_6 set default 0, alter ces_7 set default 0, alter cases set default 0, alter answered set
  default 0, alter recoverable set default 0, alter recovered set default 0, alter met set default 0, alter breached
  set default 0, alter running set default 0, alter cancelled set default 0,
  add column reviewers int not null default 0;  -- customers whose latest review in this cut lies here; guests count each

-- The latest review of a customer: per dimension and value its place in milliseconds, as "country:LV". The storefront's
-- own is his latest at all.
alter table customers add column latest jsonb not null default '{}';
alter table customers set (fillfactor = 70);

-- Times to answer in stripes of sixteen buckets: bucket b is column b % 16 of stripe b / 16. Levels as above.
drop table response_times;
create table response_times (
  storefront text not null,
  grain      smallint not null,
  product    text not null,
  at         timestamptz not null,
  country    text not null,
  channel    text not null,
  language   text not null,
  stripe     smallint not null,
  n_0 int not null, n_1 int not null, n_2 int not null, n_3 int not null, n_4 int not null, n_5 int not null, n_6
  int not null, n_7 int not null, n_8 int not null, n_9 int not null, n_10 int not null, n_11 int not null, n_12 int
  not null, n_13 int not null, n_14 int not null, n_15 int not null,
  primary key (storefront, grain, product, at, country, channel, language, stripe)
) with (fillfactor = 70);

-- An id is looked up per storefront in the key: a second index over random ids costs every insertion.
drop index reviews_by_id;
create index cases_by_product on reviews (storefront, (coalesce(case_product, '')), case_counted_at) where case_id is not null;

create or replace view counted as
select storefront, product_id as product, coalesce(country, '') as country, channel,
  coalesce(language, '') as language, placed_at as at,
  1 as reviews, (rating_scale = 'STARS_5' and rating_value = 1)::int as stars_1, (rating_scale = 'STARS_5' and
  rating_value = 2)::int as stars_2, (rating_scale = 'STARS_5' and rating_value = 3)::int as stars_3, (rating_scale
  = 'STARS_5' and rating_value = 4)::int as stars_4, (rating_scale = 'STARS_5' and rating_value = 5)::int as
  stars_5, (rating_scale = 'POINTS_10' and rating_value = 1)::int as points_1, (rating_scale = 'POINTS_10' and
  rating_value = 2)::int as points_2, (rating_scale = 'POINTS_10' and rating_value = 3)::int as points_3,
  (rating_scale = 'POINTS_10' and rating_value = 4)::int as points_4, (rating_scale = 'POINTS_10' and rating_value =
  5)::int as points_5, (rating_scale = 'POINTS_10' and rating_value = 6)::int as points_6, (rating_scale =
  'POINTS_10' and rating_value = 7)::int as points_7, (rating_scale = 'POINTS_10' and rating_value = 8)::int as
  points_8, (rating_scale = 'POINTS_10' and rating_value = 9)::int as points_9, (rating_scale = 'POINTS_10' and
  rating_value = 10)::int as points_10, (rating_scale = 'THUMBS' and rating_value = 0)::int as thumbs_0,
  (rating_scale = 'THUMBS' and rating_value = 1)::int as thumbs_1, (label = 'NEGATIVE')::int as negative, (label =
  'NEUTRAL')::int as neutral, (label = 'POSITIVE')::int as positive, (label = 'UNTAGGED')::int as untagged, (nps =
  0)::int as nps_0, (nps = 1)::int as nps_1, (nps = 2)::int as nps_2, (nps = 3)::int as nps_3, (nps = 4)::int as
  nps_4, (nps = 5)::int as nps_5, (nps = 6)::int as nps_6, (nps = 7)::int as nps_7, (nps = 8)::int as nps_8, (nps =
  9)::int as nps_9, (nps = 10)::int as nps_10, (csat = 1)::int as csat_1, (csat = 2)::int as csat_2, (csat = 3)::int
  as csat_3, (csat = 4)::int as csat_4, (csat = 5)::int as csat_5, (ces = 1)::int as ces_1, (ces = 2)::int as ces_2,
  (ces = 3)::int as ces_3, (ces = 4)::int as ces_4, (ces = 5)::int as ces_5, (ces = 6)::int as ces_6, (ces = 7)::int
  as ces_7, (case_id is not null)::int as cases, (case_answered_at is not null)::int as answered, (case_recovery in
  ('POSSIBLE', 'RECOVERED'))::int as recoverable, (case_recovery = 'RECOVERED')::int as recovered, 0 as met, 0 as
  breached, 0 as running, 0 as cancelled, 0 as reviewers
from reviews where revision is not null
union all
select storefront, coalesce(case_product, ''), coalesce(case_country, ''), coalesce(case_channel, ''),
  coalesce(case_language, ''), case_counted_at,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (case_sla = 'MET')::int, (case_sla = 'BREACHED')::int, (case_sla in ('RUNNING',
  'AT_RISK'))::int, (case_sla = 'CANCELLED')::int, 0
from reviews where case_id is not null;

-- What the counters of a storefront must be for what counts from one UTC day's beginning to another's; reviewers are told
-- by reviewers_of.
create function counters_of(shop text, since timestamptz, till timestamptz) returns setof counters
language sql stable set work_mem = '128MB' as $$
  with facts as materialized (
    select * from counted where storefront = shop and at >= since and at < till
  ), hours as materialized (
    select date_trunc('hour', at, 'UTC') as at, country, channel, language,
      coalesce(sum(reviews), 0)::int as reviews, coalesce(sum(stars_1), 0)::int as stars_1, coalesce(sum(stars_2),
      0)::int as stars_2, coalesce(sum(stars_3), 0)::int as stars_3, coalesce(sum(stars_4), 0)::int as stars_4,
      coalesce(sum(stars_5), 0)::int as stars_5, coalesce(sum(points_1), 0)::int as points_1,
      coalesce(sum(points_2), 0)::int as points_2, coalesce(sum(points_3), 0)::int as points_3,
      coalesce(sum(points_4), 0)::int as points_4, coalesce(sum(points_5), 0)::int as points_5,
      coalesce(sum(points_6), 0)::int as points_6, coalesce(sum(points_7), 0)::int as points_7,
      coalesce(sum(points_8), 0)::int as points_8, coalesce(sum(points_9), 0)::int as points_9,
      coalesce(sum(points_10), 0)::int as points_10, coalesce(sum(thumbs_0), 0)::int as thumbs_0,
      coalesce(sum(thumbs_1), 0)::int as thumbs_1, coalesce(sum(negative), 0)::int as negative,
      coalesce(sum(neutral), 0)::int as neutral, coalesce(sum(positive), 0)::int as positive,
      coalesce(sum(untagged), 0)::int as untagged, coalesce(sum(nps_0), 0)::int as nps_0, coalesce(sum(nps_1),
      0)::int as nps_1, coalesce(sum(nps_2), 0)::int as nps_2, coalesce(sum(nps_3), 0)::int as nps_3,
      coalesce(sum(nps_4), 0)::int as nps_4, coalesce(sum(nps_5), 0)::int as nps_5, coalesce(sum(nps_6), 0)::int as
      nps_6, coalesce(sum(nps_7), 0)::int as nps_7, coalesce(sum(nps_8), 0)::int as nps_8, coalesce(sum(nps_9),
      0)::int as nps_9, coalesce(sum(nps_10), 0)::int as nps_10, coalesce(sum(csat_1), 0)::int as csat_1,
      coalesce(sum(csat_2), 0)::int as csat_2, coalesce(sum(csat_3), 0)::int as csat_3, coalesce(sum(csat_4),
      0)::int as csat_4, coalesce(sum(csat_5), 0)::int as csat_5, coalesce(sum(ces_1), 0)::int as ces_1,
      coalesce(sum(ces_2), 0)::int as ces_2, coalesce(sum(ces_3), 0)::int as ces_3, coalesce(sum(ces_4), 0)::int as
      ces_4, coalesce(sum(ces_5), 0)::int as ces_5, coalesce(sum(ces_6), 0)::int as ces_6, coalesce(sum(ces_7),
      0)::int as ces_7, coalesce(sum(cases), 0)::int as cases, coalesce(sum(answered), 0)::int as answered,
      coalesce(sum(recoverable), 0)::int as recoverable, coalesce(sum(recovered), 0)::int as recovered,
      coalesce(sum(met), 0)::int as met, coalesce(sum(breached), 0)::int as breached, coalesce(sum(running), 0)::int
      as running, coalesce(sum(cancelled), 0)::int as cancelled
    from facts group by 1, 2, 3, 4
  )
  select shop, 5::smallint, product, date_trunc('day', at, 'UTC'), '', '', '',
    coalesce(sum(reviews), 0)::int, coalesce(sum(stars_1), 0)::int, coalesce(sum(stars_2), 0)::int,
    coalesce(sum(stars_3), 0)::int, coalesce(sum(stars_4), 0)::int, coalesce(sum(stars_5), 0)::int,
    coalesce(sum(points_1), 0)::int, coalesce(sum(points_2), 0)::int, coalesce(sum(points_3), 0)::int,
    coalesce(sum(points_4), 0)::int, coalesce(sum(points_5), 0)::int, coalesce(sum(points_6), 0)::int,
    coalesce(sum(points_7), 0)::int, coalesce(sum(points_8), 0)::int, coalesce(sum(points_9), 0)::int,
    coalesce(sum(points_10), 0)::int, coalesce(sum(thumbs_0), 0)::int, coalesce(sum(thumbs_1), 0)::int,
    coalesce(sum(negative), 0)::int, coalesce(sum(neutral), 0)::int, coalesce(sum(positive), 0)::int,
    coalesce(sum(untagged), 0)::int, coalesce(sum(nps_0), 0)::int, coalesce(sum(nps_1), 0)::int,
    coalesce(sum(nps_2), 0)::int, coalesce(sum(nps_3), 0)::int, coalesce(sum(nps_4), 0)::int, coalesce(sum(nps_5),
    0)::int, coalesce(sum(nps_6), 0)::int, coalesce(sum(nps_7), 0)::int, coalesce(sum(nps_8), 0)::int,
    coalesce(sum(nps_9), 0)::int, coalesce(sum(nps_10), 0)::int, coalesce(sum(csat_1), 0)::int,
    coalesce(sum(csat_2), 0)::int, coalesce(sum(csat_3), 0)::int, coalesce(sum(csat_4), 0)::int,
    coalesce(sum(csat_5), 0)::int, coalesce(sum(ces_1), 0)::int, coalesce(sum(ces_2), 0)::int, coalesce(sum(ces_3),
    0)::int, coalesce(sum(ces_4), 0)::int, coalesce(sum(ces_5), 0)::int, coalesce(sum(ces_6), 0)::int,
    coalesce(sum(ces_7), 0)::int, coalesce(sum(cases), 0)::int, coalesce(sum(answered), 0)::int,
    coalesce(sum(recoverable), 0)::int, coalesce(sum(recovered), 0)::int, coalesce(sum(met), 0)::int,
    coalesce(sum(breached), 0)::int, coalesce(sum(running), 0)::int, coalesce(sum(cancelled), 0)::int, 0
  from facts group by 3, 4
  union all
  select shop, l.grain::smallint, '', date_trunc(l.span, h.at, 'UTC'), case when l.country then h.country else '' end,
    case when l.channel then h.channel else '' end, case when l.language then h.language else '' end,
    coalesce(sum(reviews), 0)::int, coalesce(sum(stars_1), 0)::int, coalesce(sum(stars_2), 0)::int,
    coalesce(sum(stars_3), 0)::int, coalesce(sum(stars_4), 0)::int, coalesce(sum(stars_5), 0)::int,
    coalesce(sum(points_1), 0)::int, coalesce(sum(points_2), 0)::int, coalesce(sum(points_3), 0)::int,
    coalesce(sum(points_4), 0)::int, coalesce(sum(points_5), 0)::int, coalesce(sum(points_6), 0)::int,
    coalesce(sum(points_7), 0)::int, coalesce(sum(points_8), 0)::int, coalesce(sum(points_9), 0)::int,
    coalesce(sum(points_10), 0)::int, coalesce(sum(thumbs_0), 0)::int, coalesce(sum(thumbs_1), 0)::int,
    coalesce(sum(negative), 0)::int, coalesce(sum(neutral), 0)::int, coalesce(sum(positive), 0)::int,
    coalesce(sum(untagged), 0)::int, coalesce(sum(nps_0), 0)::int, coalesce(sum(nps_1), 0)::int,
    coalesce(sum(nps_2), 0)::int, coalesce(sum(nps_3), 0)::int, coalesce(sum(nps_4), 0)::int, coalesce(sum(nps_5),
    0)::int, coalesce(sum(nps_6), 0)::int, coalesce(sum(nps_7), 0)::int, coalesce(sum(nps_8), 0)::int,
    coalesce(sum(nps_9), 0)::int, coalesce(sum(nps_10), 0)::int, coalesce(sum(csat_1), 0)::int,
    coalesce(sum(csat_2), 0)::int, coalesce(sum(csat_3), 0)::int, coalesce(sum(csat_4), 0)::int,
    coalesce(sum(csat_5), 0)::int, coalesce(sum(ces_1), 0)::int, coalesce(sum(ces_2), 0)::int, coalesce(sum(ces_3),
    0)::int, coalesce(sum(ces_4), 0)::int, coalesce(sum(ces_5), 0)::int, coalesce(sum(ces_6), 0)::int,
    coalesce(sum(ces_7), 0)::int, coalesce(sum(cases), 0)::int, coalesce(sum(answered), 0)::int,
    coalesce(sum(recoverable), 0)::int, coalesce(sum(recovered), 0)::int, coalesce(sum(met), 0)::int,
    coalesce(sum(breached), 0)::int, coalesce(sum(running), 0)::int, coalesce(sum(cancelled), 0)::int, 0
  from hours h cross join (values
    (1, 'hour', true, true, true), (2, 'day', true, true, true), (3, 'hour', false, false, false),
    (4, 'day', false, false, false), (6, 'hour', true, false, false), (7, 'day', true, false, false),
    (8, 'hour', false, true, false), (9, 'day', false, true, false), (10, 'hour', false, false, true),
    (11, 'day', false, false, true)) as l (grain, span, country, channel, language)
  group by 2, 4, 5, 6, 7
$$;

-- Where the latest review of each customer lies, per dimension and value; a guest is one per review.
create function latest_of(shop text)
returns table (customer_id text, dimension text, value text, at timestamptz)
language sql stable set work_mem = '256MB' as $$
  select r.customer_id, d.dimension, d.value, max(r.placed_at)
  from reviews r cross join lateral (values ('storefront', r.storefront), ('product', r.product_id),
    ('country', coalesce(r.country, '')), ('channel', r.channel), ('language', coalesce(r.language, '')))
    as d (dimension, value)
  where r.storefront = shop and r.revision is not null
  group by r.customer_id, case when r.customer_id is null then r.review_id end, d.dimension, d.value
$$;

-- What the customers of a storefront must have for their latest reviews.
create function customers_of(shop text) returns table (customer_id text, latest jsonb)
language sql stable set work_mem = '256MB' as $$
  select customer_id, jsonb_object_agg(dimension || ':' || value, (extract(epoch from at) * 1000)::bigint)
  from latest_of(shop) where customer_id is not null group by customer_id
$$;

-- What the counters of a storefront must have for reviewers.
create function reviewers_of(shop text)
returns table (grain smallint, product text, at timestamptz, country text, channel text, language text, reviewers int)
language sql stable set work_mem = '256MB' as $$
  select l.grain::smallint, case when l.dimension = 'product' then value else '' end, date_trunc(l.span, at, 'UTC'),
    case when l.dimension = 'country' then value else '' end, case when l.dimension = 'channel' then value else '' end,
    case when l.dimension = 'language' then value else '' end, count(*)::int
  from latest_of(shop) join (values (3, 'hour', 'storefront'), (4, 'day', 'storefront'), (5, 'day', 'product'),
    (6, 'hour', 'country'), (7, 'day', 'country'), (8, 'hour', 'channel'), (9, 'day', 'channel'),
    (10, 'hour', 'language'), (11, 'day', 'language')) as l (grain, span, dimension) using (dimension)
  group by 1, 2, 3, 4, 5, 6
$$;

-- What the response times of a storefront must be for answers given from one UTC day's beginning to another's. The bucket
-- of a time is that of ResponseTimes.
create function response_times_of(shop text, since timestamptz, till timestamptz) returns setof response_times
language sql stable as $$
  with answers as materialized (
    select case_answered_at as at, coalesce(case_product, '') as product, coalesce(case_country, '') as country,
      coalesce(case_channel, '') as channel, coalesce(case_language, '') as language,
      case when t.millis <= 0 then 0 else 1 + ceil(ln(t.millis::float8) / ln((1 + 0.01::float8) / (1 - 0.01::float8)))::int
        end as bucket
    from reviews, lateral (select floor(extract(epoch from case_answered_at - case_started_at) * 1000)::bigint as millis) t
    where storefront = shop and case_answered_at >= since and case_answered_at < till
  )
  select shop, l.grain::smallint, case when l.product then a.product else '' end, date_trunc(l.span, a.at, 'UTC'),
    case when l.country then a.country else '' end, case when l.channel then a.channel else '' end,
    case when l.language then a.language else '' end, (a.bucket / 16)::smallint,
    (count(*) filter (where a.bucket % 16 = 0))::int, (count(*) filter (where a.bucket % 16 = 1))::int, (count(*)
    filter (where a.bucket % 16 = 2))::int, (count(*) filter (where a.bucket % 16 = 3))::int, (count(*) filter
    (where a.bucket % 16 = 4))::int, (count(*) filter (where a.bucket % 16 = 5))::int, (count(*) filter (where
    a.bucket % 16 = 6))::int, (count(*) filter (where a.bucket % 16 = 7))::int, (count(*) filter (where a.bucket %
    16 = 8))::int, (count(*) filter (where a.bucket % 16 = 9))::int, (count(*) filter (where a.bucket % 16 =
    10))::int, (count(*) filter (where a.bucket % 16 = 11))::int, (count(*) filter (where a.bucket % 16 = 12))::int,
    (count(*) filter (where a.bucket % 16 = 13))::int, (count(*) filter (where a.bucket % 16 = 14))::int, (count(*)
    filter (where a.bucket % 16 = 15))::int
  from answers a cross join (values
    (1, 'hour', false, true, true, true), (2, 'day', false, true, true, true), (3, 'hour', false, false, false, false),
    (4, 'day', false, false, false, false), (5, 'day', true, false, false, false), (6, 'hour', false, true, false, false),
    (7, 'day', false, true, false, false), (8, 'hour', false, false, true, false), (9, 'day', false, false, true, false),
    (10, 'hour', false, false, false, true), (11, 'day', false, false, false, true))
    as l (grain, span, product, country, channel, language)
  group by 2, 3, 4, 5, 6, 7, 8
$$;

-- What was counted before is counted anew.
truncate counters;
create temporary table shops on commit drop as select distinct storefront as shop from reviews;
insert into counters select c.* from shops, counters_of(shop, '-infinity', 'infinity') c;
insert into counters (storefront, grain, product, at, country, channel, language, reviewers)
  select shop, r.grain, r.product, r.at, r.country, r.channel, r.language, r.reviewers from shops, reviewers_of(shop) r
  on conflict (storefront, grain, product, at, country, channel, language) do update set reviewers = excluded.reviewers;
update customers c set latest = n.latest from shops, customers_of(shop) n
  where c.storefront = shop and c.customer_id = n.customer_id;
insert into response_times select r.* from shops, response_times_of(shop, '-infinity', 'infinity') r;
