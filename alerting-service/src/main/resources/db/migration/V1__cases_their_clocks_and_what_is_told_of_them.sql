-- Cases, the guard that keeps a replay from changing them, and the log of what is told.
-- Every table that grows has the storefront in its key, so that it can be distributed by it.
-- Locks are taken in this order: the erasure lock (advisory), reviews by id, cases by id.

-- The newest revision seen of every review, with or without a case: an older one is refused. After
-- an erasure this row is the tombstone, and its numbers let a case of the same review go on.
create table reviews (
  storefront text not null,
  review_id uuid not null,
  revision bigint not null,
  sequence bigint not null default 0,
  cycle integer not null default 0,
  erased_at timestamptz, -- what was received up to here is refused, also if it is appended to the log again
  seen_at timestamptz not null default now(),
  primary key (storefront, review_id)
);

-- Reviews of an erased customer that were received up to erased_at are refused for ever.
create table erased_customers (
  storefront text not null,
  customer text not null, -- keyed hash
  erased_at timestamptz not null,
  primary key (storefront, customer)
);

create table cases (
  storefront text not null,
  id uuid not null,
  review_id uuid not null,
  -- the latest revision of the review
  revision bigint not null,
  review jsonb not null,
  tags jsonb not null,
  customer_id text,
  language text,
  received_at timestamptz not null,
  -- the clock: facts, and what follows from them for queries
  policy jsonb not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  at_risk_at timestamptz,
  answered_at timestamptz,
  stopped_at timestamptz,
  marked_until timestamptz,
  next_mark_at timestamptz,
  -- what people made of it
  status text not null check (status in ('OPEN', 'ACKNOWLEDGED', 'ANSWERED', 'RESOLVED', 'CANCELLED')),
  team text not null,
  assignee text,
  recovery text not null check (recovery in ('NONE', 'POSSIBLE', 'RECOVERED')),
  answered_rating jsonb,
  acknowledged_sequence bigint,
  touched_at timestamptz,
  sequence bigint not null,
  cycle integer not null,
  version integer not null,
  opened_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (storefront, id),
  unique (storefront, review_id)
);

create index cases_by_id on cases (id);
create index cases_by_due on cases (due_at, id);
create index cases_by_next_mark on cases (next_mark_at) where next_mark_at is not null;
create index cases_by_customer on cases (storefront, customer_id) where customer_id is not null;

-- The same decision as FirstResponse.status; a test holds the two equal.
create function sla_status(
    due_at timestamptz, at_risk_at timestamptz, answered_at timestamptz, stopped_at timestamptz, at timestamptz)
  returns text language sql immutable parallel safe as $$
  select case
    when stopped_at is not null then case when stopped_at > due_at then 'BREACHED' else 'CANCELLED' end
    when answered_at is not null then case when answered_at > due_at then 'BREACHED' else 'MET' end
    when at > due_at then 'BREACHED'
    when at_risk_at is not null and at >= at_risk_at then 'AT_RISK'
    else 'RUNNING'
  end
$$;

-- Every mark of a clock that has passed: one per case, cycle and mark, told or silent.
create table marks (
  storefront text not null,
  case_id uuid not null,
  cycle integer not null,
  mark text not null,
  due_at timestamptz not null,
  recorded_at timestamptz not null,
  silent boolean not null,
  primary key (storefront, case_id, cycle, mark)
);

create table timeline (
  id bigint generated always as identity,
  storefront text not null,
  case_id uuid not null,
  at timestamptz not null,
  type text not null,
  by text not null,
  detail jsonb not null,
  primary key (storefront, case_id, id)
);

-- What an erased case leaves: how its clock ended, without person or text.
create table outcomes (
  id bigint generated always as identity,
  storefront text not null,
  team text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  stopped_at timestamptz,
  primary key (storefront, id)
);

-- The log of a day of events, for the event stream. Numbers commit out of order, so a reader never
-- passes the oldest running transaction.
create table events (
  id bigint generated always as identity primary key,
  tx bigint not null default (pg_current_xact_id()::text::bigint),
  storefront text not null,
  case_id uuid not null,
  review_id uuid not null,
  sequence bigint not null,
  ce_id uuid not null unique,
  type text not null,
  at timestamptz not null,
  data text not null,
  unique (case_id, sequence)
);

create index events_in_order on events (tx, id);
create index events_by_time on events (at);

-- Events that the broker has not acknowledged yet. Rows come and go: vacuum early.
create table outbox (
  event_id bigint primary key references events (id),
  shard smallint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0.2);

create index outbox_by_shard on outbox (shard, event_id);
