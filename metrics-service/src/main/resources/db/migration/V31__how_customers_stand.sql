-- What a customer said of others being told of him; null: nothing.
alter table reviews add column consent boolean;

-- All reviews of a customer, newest first.
create index reviews_of_customer on reviews (storefront, customer_id, placed_at desc) where customer_id is not null;
drop index if exists reviews_by_customer;

-- The segment of every customer, and what of it has been told. A row without a segment is waiting to be decided, or
-- remembers a refusal.
create table segments (
  storefront  text not null,
  customer_id text not null,
  segment     text check (segment in ('AT_RISK', 'LAPSED', 'LOYAL', 'NEW')),
  since       timestamptz,
  told        text check (told in ('AT_RISK', 'LAPSED', 'LOYAL', 'NEW')), -- entered and not left, as far as was told
  refused_at  timestamptz, -- the last time that he said no; only a later yes outweighs it
  due_at      timestamptz, -- to be decided again: at once, or when time alone changes it
  primary key (storefront, customer_id)
) with (fillfactor = 80);
create index segments_due on segments (due_at) where due_at is not null;

-- Everybody who is known already.
insert into segments (storefront, customer_id, due_at) select storefront, customer_id, now() from customers;
