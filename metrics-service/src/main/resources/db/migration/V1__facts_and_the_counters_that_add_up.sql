-- One row per review: its latest revision, its tombstone, and where its case stands.
-- Every key begins with the storefront, so that the tables can be distributed by it.
create table reviews (
  storefront        text not null,
  review_id         uuid not null,
  erased_revision   bigint,           -- revisions up to this one are refused for ever
  erased_at         timestamptz,      -- and what was received up to here, also if it is appended to the log again

  revision          bigint,           -- null: not seen yet, or erased; then all down to display are null
  received_at       timestamptz,
  first_revision    bigint,
  first_received_at timestamptz,
  placed_at         timestamptz,      -- where it counts: submitted, else first received, by its lowest revision
  external_id       text,
  product_id        text,
  product_name      text,
  customer_id       text,
  channel           text,
  rating_scale      text,
  rating_value      smallint,
  nps               smallint,
  csat              smallint,
  ces               smallint,
  title             text,
  text              text,
  given_language    text,
  country           text,
  submitted_at      timestamptz,
  tags              jsonb,
  label             text,
  language          text,
  display           text,

  case_id           uuid,             -- null: no case; it outlives the review and names no person
  case_sequence     bigint,
  case_status       text,
  case_sla          text,
  case_recovery     text,
  case_started_at   timestamptz,
  case_due_at       timestamptz,
  case_answered_at  timestamptz,
  case_counted_at   timestamptz,
  case_product      text,
  case_country      text,
  case_channel      text,
  case_language     text,

  primary key (storefront, review_id),
  check (display in ('PENDING', 'PUBLISHED', 'HIDDEN'))
);

-- customer_id: distinct reviewers are counted in the index alone.
create index reviews_by_place on reviews (storefront, placed_at desc, review_id desc) include (customer_id)
  where revision is not null;
create index reviews_by_product on reviews (storefront, product_id, placed_at desc, review_id desc)
  where revision is not null;
create index reviews_by_customer on reviews (storefront, customer_id) where customer_id is not null;
create index reviews_by_id on reviews (review_id);
create index cases_by_count on reviews (storefront, case_counted_at) where case_id is not null;
create index cases_by_answer on reviews (storefront, case_answered_at) where case_answered_at is not null;

-- Customers who are to stay forgotten, by keyed hash.
create table erased_customers (
  storefront text not null,
  customer   text not null,
  erased_at  timestamptz not null,
  primary key (storefront, customer)
);

-- What adds up. grain: 0 hours with every dimension, 1 hours over all products, 2 UTC days over all products.
-- What is not known, or rolled up, is the empty text.
create table counters (
  storefront text not null,
  grain      smallint not null,
  product    text not null,
  at         timestamptz not null,
  country    text not null,
  channel    text not null,
  language   text not null,
  reviews int not null, stars_1 int not null, stars_2 int not null, stars_3 int not null, stars_4 int not null,
  stars_5 int not null, points_1 int not null, points_2 int not null, points_3 int not null, points_4 int not null,
  points_5 int not null, points_6 int not null, points_7 int not null, points_8 int not null, points_9 int not null,
  points_10 int not null, thumbs_0 int not null, thumbs_1 int not null, negative int not null, neutral int not null,
  positive int not null, untagged int not null, nps_0 int not null, nps_1 int not null, nps_2 int not null, nps_3
  int not null, nps_4 int not null, nps_5 int not null, nps_6 int not null, nps_7 int not null, nps_8 int not null,
  nps_9 int not null, nps_10 int not null, csat_1 int not null, csat_2 int not null, csat_3 int not null, csat_4 int
  not null, csat_5 int not null, ces_1 int not null, ces_2 int not null, ces_3 int not null, ces_4 int not null,
  ces_5 int not null, ces_6 int not null, ces_7 int not null, cases int not null, answered int not null, recoverable
  int not null, recovered int not null, met int not null, breached int not null, running int not null, cancelled int
  not null,
  primary key (storefront, grain, product, at, country, channel, language)
) with (fillfactor = 70);

-- Times to answer per hour in logarithmic buckets.
create table response_times (
  storefront text not null,
  at         timestamptz not null,
  product    text not null,
  country    text not null,
  channel    text not null,
  language   text not null,
  bucket     smallint not null,
  n          int not null,
  primary key (storefront, at, product, country, channel, language, bucket)
);

-- The facts, said in the words of the counters: the edges of a window are summed from here, and a recount of all of it
-- must equal the counters.
create view counted as
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
  breached, 0 as running, 0 as cancelled
from reviews where revision is not null
union all
select storefront, coalesce(case_product, ''), coalesce(case_country, ''), coalesce(case_channel, ''),
  coalesce(case_language, ''), case_counted_at,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (case_sla = 'MET')::int, (case_sla = 'BREACHED')::int, (case_sla in ('RUNNING',
  'AT_RISK'))::int, (case_sla = 'CANCELLED')::int
from reviews where case_id is not null;
