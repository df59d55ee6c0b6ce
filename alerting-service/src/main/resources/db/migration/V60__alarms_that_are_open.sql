-- What metrics-service raised and has not cleared, so that the console says so. One that was cleared is remembered for a
-- while: what is heard again does not open it anew.
create table open_alarms (
  alarm_id   uuid primary key,
  storefront text not null,
  product    text, -- null: the whole storefront
  kind       text not null,
  raised_at  timestamptz not null,
  seen       double precision,
  expected   double precision,
  n          bigint,
  cleared_at timestamptz
);
create index open_alarms_by_time on open_alarms (raised_at desc, alarm_id) where cleared_at is null;
