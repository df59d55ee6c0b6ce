-- Programs and people who may come in. Every change of one is numbered in the order in which changes are
-- committed, and leaves on access-changed; a copy of the service hears of it by asking for greater numbers.
create table holders (
  id text primary key, -- never reused
  kind text not null check (kind in ('KEY', 'PERSON')),
  name text not null,
  handle text not null, -- the name as it is compared
  storefronts text[] not null, -- * is every one
  roles text[] not null,
  teams text[] not null, -- * is every one
  disabled boolean not null default false,
  revoked boolean not null default false,
  generation bigint not null default 0, -- sessions of an earlier one are over
  change bigint not null unique,
  made_at timestamptz not null,
  made_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  last_used date,
  -- of a key: its hash, and that of the one before as long as both open
  sha256 bytea unique,
  expires_at timestamptz,
  previous_sha256 bytea,
  previous_until timestamptz,
  -- of a person
  password text, -- stretched and salted; null until he has set one
  invitation_sha256 bytea unique,
  invitation_until timestamptz,
  check (kind = 'PERSON' or (password is null and invitation_sha256 is null)),
  check (kind = 'KEY' or sha256 is null)
);

create unique index holders_handle on holders (handle) where not revoked;

-- Of whom the broker has not been told yet, and which change.
create table access_outbox (
  holder_id text primary key references holders (id),
  change bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
