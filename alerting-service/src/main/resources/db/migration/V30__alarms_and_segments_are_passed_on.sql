-- What metrics-service found out and an endpoint is told of, beside the message; it goes with it.
create table signals (
  delivery_id uuid primary key references deliveries (id) on delete cascade,
  storefront  text not null,
  customer_id text, -- null: an alarm
  type        text not null,
  at          timestamptz not null,
  data        text not null -- the event: ids and facts, no text
);
create index signals_of_customer on signals (storefront, customer_id) where customer_id is not null;
