-- Windows that show a case; a row is good for seconds. Nothing of it has to survive a crash.
create unlogged table presence (
  window_id uuid primary key,
  storefront text not null,
  case_id uuid not null,
  name text not null,
  doing text not null check (doing in ('LOOKING', 'ANSWERING')),
  seen_at timestamptz not null
);

-- The queue's pages. Without these a list of what waits reads past every case that was ever due before.
create index cases_waiting_by_due on cases (due_at, id) where status in ('OPEN', 'ACKNOWLEDGED');
create index cases_answered_by_due on cases (due_at, id) where status = 'ANSWERED';
create index cases_live_by_assignee on cases (assignee, due_at, id)
  where assignee is not null and status in ('OPEN', 'ACKNOWLEDGED', 'ANSWERED');

-- What lies on whom is counted from this alone; its first entry of a team is the case that has waited longest.
create index cases_live_by_team on cases (team, started_at, id)
  include (storefront, assignee, status, due_at, at_risk_at, answered_at, stopped_at)
  where status in ('OPEN', 'ACKNOWLEDGED', 'ANSWERED');
