-- Alarms of a storefront (product is the empty text) or of one of its products, and where watching has got to.
-- Nothing here names a customer.

-- Whole hours up to this one have been looked at; none is looked at twice.
create table alarm_clocks (
  storefront text primary key,
  through    timestamptz not null
);

create table alarm_watches (
  storefront      text not null,
  product         text not null,
  through         timestamptz not null,
  drift           double precision not null, -- the CUSUM's score
  drift_n         bigint not null,           -- tagged reviews since it was zero
  drift_negatives bigint not null,
  recent_at        timestamptz[] not null,   -- the last five hours that were closed
  recent_n         bigint[] not null,
  recent_negatives bigint[] not null,
  primary key (storefront, product)
);

create table alarms (
  id         uuid primary key,
  storefront text not null,
  product    text not null,
  kind       text not null check (kind in ('SHARE', 'VOLUME', 'DRIFT')),
  raised_at  timestamptz not null,
  bucket_at  timestamptz not null, -- the beginning of the hour that showed it
  seen       double precision not null,
  expected   double precision not null,
  bound      double precision not null,
  n          bigint not null,
  negatives  bigint not null,
  calm       smallint not null default 0, -- quarters of an hour without anything unusual
  cleared_at timestamptz
);

-- One open alarm per scope and kind, whatever copy watches.
create unique index alarms_open on alarms (storefront, product, kind) where cleared_at is null;
create index alarms_by_time on alarms (storefront, raised_at desc, id desc);

-- Events that have yet to leave, written with what they tell of. Rows come and go: vacuum early.
create table outbox (
  id    bigint generated always as identity primary key,
  topic text not null,
  key   text not null, -- within a key they leave in the order of their ids
  ce_id uuid not null,
  type  text not null,
  at    timestamptz not null,
  data  text not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0.2);
create index outbox_by_key on outbox (topic, key);
