-- One invitation per order. The row stays when all has been said and when the customer is erased, so that
-- nobody is asked twice about one order; what is personal in it goes as soon as no letter can need it.
create table invitations (
  order_key uuid primary key,
  storefront text not null,
  revision bigint not null, -- of the newest record of orders-changed; -1 before any
  state text not null check (state in ('WAITING', 'INVITED', 'REMINDED', 'ANSWERED', 'CANCELLED', 'REFUNDED',
    'DECLINED', 'SUPPRESSED', 'BOUNCED', 'UNDELIVERED', 'LAPSED', 'UNREACHABLE', 'ERASED')),
  order_id text,
  customer_id text,
  contact text, -- sealed; null once no letter can need it
  address text, -- keyed hash of where a letter went, so that a no or a bounce is remembered for it
  details jsonb, -- products, language, country, time zone
  delivered_at timestamptz,
  received_at timestamptz,
  next_at timestamptz, -- when it is looked at next; null: never
  asked_at timestamptz,
  sent_at timestamptz,
  reminded_at timestamptz,
  opened_at timestamptz,
  answered_at timestamptz,
  declined_at timestamptz,
  cancelled_at timestamptz,
  bounced_at timestamptz,
  changed_at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0.05);

create index invitations_due on invitations (next_at) where next_at is not null;
create index invitations_of_customer on invitations (storefront, customer_id) where customer_id is not null;
create index invitations_listed on invitations (storefront, delivered_at, order_key) where delivered_at is not null;
create index invitations_shown on invitations (delivered_at, order_key) where delivered_at is not null;
create index invitations_of_order on invitations (order_id) where order_id is not null;
create index invitations_asked on invitations (storefront, coalesce(sent_at, bounced_at))
  where coalesce(sent_at, bounced_at) is not null;
create index invitations_sealed on invitations (order_key) where contact is not null;
create index invitations_under_way on invitations (order_key) where next_at is null and contact is not null;
create index invitations_changed on invitations (changed_at) where next_at is null;

-- Which delivery carries which letter. At most one of each kind per order, whatever decides it.
create table invitation_letters (
  delivery_id uuid primary key references deliveries (id) on delete cascade,
  order_key uuid not null references invitations (order_key) on delete cascade,
  letter text not null check (letter in ('INVITATION', 'REMINDER')),
  unique (order_key, letter)
);

-- Who is not to be asked: a customer, or an address, by a keyed hash that tells nobody who it is.
create table suppressions (
  id uuid primary key,
  storefront text not null,
  kind text not null check (kind in ('CUSTOMER', 'ADDRESS')),
  hash text not null,
  reason text not null check (reason in ('DECLINED', 'BOUNCED', 'ASKED')),
  at timestamptz not null default clock_timestamp(),
  by text, -- who put it there; null: the customer himself, or a mail server
  unique (storefront, kind, hash)
);

create index suppressions_of_hash on suppressions (hash);
create index suppressions_listed on suppressions (at, id);
