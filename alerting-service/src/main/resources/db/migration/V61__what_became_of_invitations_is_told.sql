-- What became of an invitation and has not left yet. The event is made of the invitation's row as it leaves, so this is only
-- what happened, and when; what is personal is not here. Rows come and go: vacuum early.
create table invitations_outbox (
  id bigint generated always as identity primary key,
  order_key uuid not null,
  storefront text not null,
  what text not null,
  at timestamptz not null, -- when it happened
  put_at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- Those of before there was a topic for them: one event tells all that is known of each.
insert into invitations_outbox (order_key, storefront, what, at)
select order_key, storefront, 'SENT', sent_at from invitations
where sent_at is not null and state <> 'ERASED' order by sent_at;

-- Written by the database itself: whatever writes the row, in whatever way, also a copy from before, tells of it in the same
-- transaction. Each moment is told once, when it is first known.
create function invitation_became() returns trigger language plpgsql as $$
begin
  insert into invitations_outbox (order_key, storefront, what, at)
  select new.order_key, new.storefront, moment.what, moment.at
  from (values
    ('SENT', old.sent_at, new.sent_at),
    ('REMINDED', old.reminded_at, new.reminded_at),
    ('OPENED', old.opened_at, new.opened_at),
    ('ANSWERED', old.answered_at, new.answered_at),
    ('DECLINED', old.declined_at, new.declined_at),
    ('BOUNCED', old.bounced_at, new.bounced_at)) as moment (what, before, at)
  where moment.before is null and moment.at is not null
  order by moment.at;
  if new.state = 'ERASED' and old.state <> 'ERASED' then
    insert into invitations_outbox (order_key, storefront, what, at)
    values (new.order_key, new.storefront, 'FORGOTTEN', clock_timestamp());
  end if;
  return null;
end $$;

-- What is forgotten here is forgotten wherever it was told.
create function invitation_was_forgotten() returns trigger language plpgsql as $$
begin
  insert into invitations_outbox (order_key, storefront, what, at)
  values (old.order_key, old.storefront, 'FORGOTTEN', clock_timestamp());
  return null;
end $$;

-- Whoever writes invitations waits from the triggers on, so they come last, and then only those of which the first letter left while
-- the others were put down.
-- Of an order about which nobody was asked there is nothing to tell.
create trigger invitations_are_told after update on invitations for each row
  when (coalesce(old.asked_at, new.asked_at) is not null and (
    old.sent_at is distinct from new.sent_at or old.reminded_at is distinct from new.reminded_at
    or old.opened_at is distinct from new.opened_at or old.answered_at is distinct from new.answered_at
    or old.declined_at is distinct from new.declined_at or old.bounced_at is distinct from new.bounced_at
    or old.state is distinct from new.state))
  execute function invitation_became();

create trigger forgotten_invitations_are_told after delete on invitations for each row
  when (old.asked_at is not null and old.state <> 'ERASED')
  execute function invitation_was_forgotten();

insert into invitations_outbox (order_key, storefront, what, at)
select i.order_key, i.storefront, 'SENT', i.sent_at from invitations i
where i.sent_at is not null and i.state <> 'ERASED'
  and not exists (select from invitations_outbox o where o.order_key = i.order_key)
order by i.sent_at;
