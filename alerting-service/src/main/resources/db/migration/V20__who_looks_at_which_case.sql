-- Windows that show a case; a row is good for seconds. Nothing of it has to survive a crash.
create unlogged table presence (
  window_id uuid primary key,
  storefront text not null,
  case_id uuid not null,
  name text not null,
  doing text not null check (doing in ('LOOKING', 'ANSWERING')),
  seen_at timestamptz not null
);
