-- A CRM as an endpoint: a mapping says which requests facts become.
alter table endpoints
  add column mapping text, -- the document as it was written; null: no CRM
  add column mapped text[], -- the types of events that it has a request for
  add column "authorization" text; -- sealed; what the header of that name says
alter table endpoints drop constraint endpoints_kind_check;
alter table endpoints add constraint endpoints_kind_check
  check (kind in ('WEBHOOK', 'SLACK', 'MATTERMOST', 'TEAMS', 'CRM')) not valid;

-- Whom a message to a CRM is about, and its place among those about the same customer: a CRM keeps
-- what it is told last, so they are sent one after the other.
create table crm_messages (
  delivery_id uuid primary key references deliveries (id) on delete cascade,
  endpoint text not null,
  storefront text not null,
  customer_id text not null,
  at timestamptz not null,
  number bigint generated always as identity
);
create index crm_messages_in_order on crm_messages (storefront, customer_id, endpoint, at, number);

-- Which CRM may have heard of a customer: written before the first request leaves, and read to tell
-- it of his erasure, and no other.
create table crm_heard (
  storefront text not null,
  customer_id text not null,
  endpoint text not null references endpoints (id) on delete cascade,
  primary key (storefront, customer_id, endpoint)
);
create index crm_heard_by_endpoint on crm_heard (endpoint);
