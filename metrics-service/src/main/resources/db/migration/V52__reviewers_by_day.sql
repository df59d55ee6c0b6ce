-- Whose latest review lies where, for everything but products: a row per day, an hour a column. A new review takes its
-- customer away from where he was seen last, and those places are all different ones: they are many rows by the hour,
-- few by the day, and narrow here. What counters have of it was added before, or by a copy from before; the sum of both
-- is what holds, whoever wrote it. Products are kept per day in counters, where a new review writes anyway.
create table reviewers (
  storefront text not null,
  dimension  text not null,             -- storefront, country, channel or language
  value      text not null,             -- empty where it is not known, and of the storefront itself
  day        timestamptz not null,      -- its beginning, of UTC
  h_0 int not null default 0, h_1 int not null default 0, h_2 int not null default 0, h_3 int not null default 0,
  h_4 int not null default 0, h_5 int not null default 0, h_6 int not null default 0, h_7 int not null default 0,
  h_8 int not null default 0, h_9 int not null default 0, h_10 int not null default 0, h_11 int not null default 0,
  h_12 int not null default 0, h_13 int not null default 0, h_14 int not null default 0, h_15 int not null default 0,
  h_16 int not null default 0, h_17 int not null default 0, h_18 int not null default 0, h_19 int not null default 0,
  h_20 int not null default 0, h_21 int not null default 0, h_22 int not null default 0, h_23 int not null default 0,
  primary key (storefront, dimension, value, day)
) with (fillfactor = 60);

-- What it must hold of a storefront if counters hold none of it.
create function reviewer_days_of(shop text) returns setof reviewers
language sql stable set work_mem = '256MB' as $$
  select shop, n.dimension, n.value, n.day,
    (count(*) filter (where n.hour = 0))::int, (count(*) filter (where n.hour = 1))::int, (count(*) filter (where n.hour = 2))::int,
    (count(*) filter (where n.hour = 3))::int, (count(*) filter (where n.hour = 4))::int, (count(*) filter (where n.hour = 5))::int,
    (count(*) filter (where n.hour = 6))::int, (count(*) filter (where n.hour = 7))::int, (count(*) filter (where n.hour = 8))::int,
    (count(*) filter (where n.hour = 9))::int, (count(*) filter (where n.hour = 10))::int, (count(*) filter (where n.hour = 11))::int,
    (count(*) filter (where n.hour = 12))::int, (count(*) filter (where n.hour = 13))::int, (count(*) filter (where n.hour = 14))::int,
    (count(*) filter (where n.hour = 15))::int, (count(*) filter (where n.hour = 16))::int, (count(*) filter (where n.hour = 17))::int,
    (count(*) filter (where n.hour = 18))::int, (count(*) filter (where n.hour = 19))::int, (count(*) filter (where n.hour = 20))::int,
    (count(*) filter (where n.hour = 21))::int, (count(*) filter (where n.hour = 22))::int, (count(*) filter (where n.hour = 23))::int
  from (
    select dimension, case when dimension = 'storefront' then '' else value end as value,
      date_trunc('day', at, 'UTC') as day, extract(hour from at at time zone 'UTC')::int as hour
    from latest_of(shop) where dimension <> 'product') as n
  group by n.dimension, n.value, n.day
$$;

-- The same rows by the grains of counters, hours and days.
create view reviewers_by_grain as
select r.storefront, g.grain::smallint as grain, '' as product,
  r.day + case when g.hourly then h.hour else 0 end * interval '1 hour' as at,
  case when r.dimension = 'country' then r.value else '' end as country,
  case when r.dimension = 'channel' then r.value else '' end as channel,
  case when r.dimension = 'language' then r.value else '' end as language, h.n as reviewers
from reviewers r
cross join lateral (values (0, h_0), (1, h_1), (2, h_2), (3, h_3), (4, h_4), (5, h_5), (6, h_6), (7, h_7), (8, h_8), (9, h_9), (10, h_10), (11, h_11), (12, h_12), (13, h_13), (14, h_14), (15, h_15), (16, h_16), (17, h_17), (18, h_18), (19, h_19), (20, h_20), (21, h_21), (22, h_22), (23, h_23)) as h (hour, n)
join (values ('storefront', 3, true), ('storefront', 4, false), ('country', 6, true), ('country', 7, false),
  ('channel', 8, true), ('channel', 9, false), ('language', 10, true), ('language', 11, false))
  as g (dimension, grain, hourly) on g.dimension = r.dimension
where h.n <> 0;

-- What is kept of reviewers in all, as reviewers_of tells it.
create view kept_reviewers as
select storefront, grain, product, at, country, channel, language, sum(reviewers)::int as reviewers
from (
  select storefront, grain, product, at, country, channel, language, reviewers from counters where reviewers <> 0
  union all
  select * from reviewers_by_grain) as k
group by 1, 2, 3, 4, 5, 6, 7;
