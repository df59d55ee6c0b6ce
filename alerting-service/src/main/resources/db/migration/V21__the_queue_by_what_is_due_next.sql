-- When somebody has to act next, as Case.nextDueAt decides it from the clocks: a case that was
-- reopened is no longer listed by its first due time.
alter table cases add column next_due_at timestamptz;

update cases set next_due_at = due_at;

-- Cases that wait for a later answer. Working hours are counted by the service alone: where a policy
-- has some this is a first guess, and the case is looked at at once, which writes it as it is.
update cases set
  next_due_at = least(
    case when answered_at is null and stopped_at is null then due_at end,
    (later -> 'nextResponses' -> -1 ->> 'startedAt')::timestamptz
      + coalesce(policy ->> 'nextResponse', policy ->> 'firstResponse')::interval),
  next_mark_at = case when policy ? 'calendar' then now() else next_mark_at end
where status in ('OPEN', 'ACKNOWLEDGED')
  and later -> 'nextResponses' -> -1 ? 'startedAt'
  and not later -> 'nextResponses' -> -1 ?| array['answeredAt', 'stoppedAt'];

alter table cases alter column next_due_at set not null;

-- The queue's pages, in its new order.
drop index cases_by_due, cases_waiting_by_due, cases_answered_by_due, cases_live_by_assignee;
create index cases_by_next_due on cases (next_due_at, id);
create index cases_waiting_by_next_due on cases (next_due_at, id)
  where status in ('OPEN', 'ACKNOWLEDGED');
create index cases_answered_by_next_due on cases (next_due_at, id) where status = 'ANSWERED';
create index cases_live_by_assignee on cases (assignee, next_due_at, id)
  where assignee is not null and status in ('OPEN', 'ACKNOWLEDGED', 'ANSWERED');
