-- What was decided about displaying a review. A review without a row is PENDING, and nothing more is to be
-- said of it. Locks are taken after those of the facts.
create table display_states (
  storefront text not null,
  review_id  uuid not null,
  held       text[] not null default '{}', -- why a rule may not publish it: a person decides
  rule       text,                         -- which one publishes it, or did
  publish_at timestamptz,                  -- when it does; null: not any more, or never
  reason     text,
  by         text,                         -- who decided last: a key's name; null: Heed itself
  at         timestamptz not null,
  primary key (storefront, review_id)
);
create index display_due on display_states (publish_at) where publish_at is not null;
create index display_held on display_states (storefront, review_id) where held <> '{}';

-- Every decision, append only; an erasure takes it away with the review.
create table display_history (
  id         bigint generated always as identity,
  storefront text not null,
  review_id  uuid not null,
  at         timestamptz not null,
  display    text not null check (display in ('PENDING', 'PUBLISHED', 'HIDDEN')),
  reason     text,
  by         text,
  primary key (storefront, review_id, id)
);

-- What operators decide about displaying: one document, every version of it, nothing changed or removed.
create table display_rules (
  version  integer primary key check (version > 0),
  at       timestamptz not null,
  by       text not null,
  document jsonb not null
);

-- Fingerprints of longer texts, so that the same words under several reviews are noticed.
create table text_prints (
  storefront  text not null,
  print       bigint not null,
  review_id   uuid not null,
  customer_id text,
  primary key (storefront, print, review_id)
);

-- Public answers, as alerting-service told them. They are shown with a published review, and go with it.
create table public_answers (
  storefront text not null,
  review_id  uuid not null,
  answer_id  uuid not null,
  case_id    uuid not null,
  at         timestamptz not null,
  text       text not null,
  language   text,
  primary key (storefront, review_id, answer_id)
);

-- The pages of a product; what is not published costs nothing here.
create index reviews_published on reviews (storefront, product_id, placed_at desc, review_id desc)
  where display = 'PUBLISHED';
