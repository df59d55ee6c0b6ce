-- Ratings of competitors as they were told, per storefront that compares itself with them.
create table benchmarks (
  storefront  text not null,
  competitor  text not null,
  product     text not null,            -- empty: of the whole shop
  period_from timestamptz not null,
  period_to   timestamptz not null,
  scale       text not null,
  counts      bigint[] not null,        -- how often each value of the scale was given, from the least
  source      text,
  told_at     timestamptz not null,
  told_by     text not null,
  primary key (storefront, competitor, product, period_from, period_to),
  check (period_from < period_to)
);

-- Promises that are broken and still not kept.
create index breaches_open on reviews (storefront) where case_sla = 'BREACHED' and case_answered_at is null;
