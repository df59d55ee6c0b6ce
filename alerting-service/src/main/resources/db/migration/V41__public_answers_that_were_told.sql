-- Which public answers were put down to leave. A copy from before V40 answers and puts nothing down: what of the
-- last thirty days is not here is told later. Told twice it is shown once, by its id.
create table answers_told (
  answer_id uuid primary key,
  at timestamptz not null
);

create index answers_told_by_age on answers_told (at);

-- What the migration before this one has just put down.
insert into answers_told (answer_id, at)
select (data::jsonb ->> 'answerId')::uuid, at from answers_outbox where type = 'answer.published.v1'
on conflict do nothing;

create index answered_in_public on timeline (at)
  where type = 'case.answered' and detail ->> 'visibility' = 'PUBLIC';
