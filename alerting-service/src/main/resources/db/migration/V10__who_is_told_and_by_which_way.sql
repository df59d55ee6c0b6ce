-- Whom to tell of what happens, and what became of it. A fact is put down as untold in the statement
-- that writes its event, so that none is ever missed; all that follows are rows, and no network call
-- is made while one of them is locked.

-- Facts for which nobody has been chosen yet. Rows come and go: vacuum early.
create table untold (
  event_id bigint primary key references events (id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_insert_scale_factor = 0.2);

-- Where programs and chats listen. What must stay secret is sealed.
create table endpoints (
  id text primary key,
  kind text not null check (kind in ('WEBHOOK', 'SLACK', 'MATTERMOST', 'TEAMS')),
  url text not null, -- sealed: that of a chat lets anybody write there
  storefronts text[], -- null: every one
  events text[], -- null: those that its kind hears; empty: only what a team or an escalation sends there
  secret text not null, -- sealed
  previous_secret text, -- sealed; signs as well until previous_until
  previous_until timestamptz,
  enabled boolean not null default true,
  disabled_because text,
  created_at timestamptz not null,
  created_by text not null
);

-- One message to one recipient; its id stays the same over all attempts and redeliveries.
create table deliveries (
  id uuid primary key,
  medium text not null,
  recipient text not null,
  event text not null, -- the type of its one notice, or digest
  state text not null check (state in ('WAITING', 'DELIVERED', 'DEAD', 'DROPPED')),
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  since timestamptz not null default now(), -- from here on the time is counted after which it is given up
  next_at timestamptz not null, -- while it is being attempted: when another copy may take it over
  done_at timestamptz,
  outcome text,
  status integer
);

create index deliveries_due on deliveries (next_at) where state = 'WAITING';
create index deliveries_of_recipient on deliveries (recipient, medium, created_at, id);
create index deliveries_done on deliveries (done_at) where done_at is not null;
create index deliveries_dead on deliveries (id) where state = 'DEAD';

-- One per case, cycle, fact and recipient: its id is derived from them.
create table notices (
  id uuid primary key,
  delivery_id uuid references deliveries (id) on delete cascade, -- null: waits to be gathered into one
  storefront text not null,
  case_id uuid not null,
  type text not null,
  at timestamptz not null,
  medium text not null,
  recipient text not null,
  team text not null,
  data text not null, -- the event: ids and facts, no text
  due_at timestamptz not null
);

create index notices_waiting on notices (due_at) where delivery_id is null;
create index notices_of_recipient on notices (medium, recipient) where delivery_id is null;
create index notices_of_delivery on notices (delivery_id);

-- Customers are invited to update their review once per case, however often it is resolved.
create table invited (
  case_id uuid primary key,
  at timestamptz not null default now()
);

-- Reply templates of one's own; those that ship are no rows.
create table templates (
  id text primary key,
  title text not null,
  language text not null,
  text text not null,
  changed_at timestamptz not null,
  changed_by text not null
);
