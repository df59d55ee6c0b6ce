-- What operators decide about the desk: one document, every version of it, nothing changed or removed.
create table routing (
  version integer primary key check (version > 0),
  at timestamptz not null,
  by text not null,
  document jsonb not null
);

alter table cases
  -- the clocks beside that of the first response, and how far the escalation went
  add column later jsonb,
  -- what was decided at the opening
  add column routing integer not null default 0,
  add column rule text,
  add column priority text not null default 'NORMAL'
    check (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT'));

update cases set priority = coalesce(tags ->> 'urgency', 'NORMAL');

-- The auditor looks for breaches that nobody recorded without trusting next_mark_at.
create index cases_unanswered_by_due on cases (due_at)
  where answered_at is null and stopped_at is null;
