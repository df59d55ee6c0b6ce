-- Who did what, one row a deed. Rows are added and, once they are old, forgotten; nobody changes one, and none younger
-- than thirty days can be deleted, whatever the service is told.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  holder text not null,
  name text not null,
  kind text not null check (kind in ('KEY', 'PERSON', 'NOBODY')),
  action text not null,
  object text,
  storefront text,
  request uuid not null,
  outcome text not null check (outcome in ('DONE', 'REFUSED', 'UNKNOWN')),
  status int not null
);

create index audit_by_storefront on audit (storefront, id);
create index audit_by_holder on audit (holder, id);
create index audit_by_time on audit (at);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '30 days' then
    return old;
  end if;
  raise exception 'the audit log is append-only';
end $$;

create trigger audit_keeps_its_rows before update or delete on audit
  for each row execute function audit_is_append_only();
create trigger audit_is_not_emptied before truncate on audit
  for each statement execute function audit_is_append_only();
