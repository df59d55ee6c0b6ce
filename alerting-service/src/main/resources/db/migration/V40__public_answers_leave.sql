-- Public answers, and their withdrawals, that the broker has not acknowledged yet: with their text, so apart
-- from the events, which have none. Rows come and go: vacuum early.
create table answers_outbox (
  id bigint generated always as identity primary key,
  review_id uuid not null,
  case_id uuid not null,
  ce_id uuid not null unique,
  type text not null,
  at timestamptz not null,
  data text not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

create index answers_outbox_of_case on answers_outbox (case_id);

-- Those that were given before there was a topic for them.
insert into answers_outbox (review_id, case_id, ce_id, type, at, data)
select c.review_id, c.id, gen_random_uuid(), 'answer.published.v1', t.at,
  jsonb_strip_nulls(jsonb_build_object(
    'answerId', t.detail ->> 'answerId', 'reviewId', c.review_id, 'storefront', c.storefront, 'caseId', c.id,
    'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'text', t.detail ->> 'text', 'language', c.language))::text
from timeline t join cases c on c.storefront = t.storefront and c.id = t.case_id
where t.type = 'case.answered' and t.detail ->> 'visibility' = 'PUBLIC'
  and t.detail ? 'answerId' and t.detail ? 'text'
order by t.id;
