-- After PostgreSQL was restored to an earlier moment: in the database alerting, as its role, before alerting-service starts
-- and once more when it has read all that waits. docs/backup.md has all steps.
--
--   psql "$ALERTING_URL" -v ON_ERROR_STOP=1 -v since="'2026-11-27T09:15:00Z'" -f after-restore.sql
--
-- SINCE as for after-restore.sh. Nothing here is told under another id than before.
begin;

-- Facts that metrics-service may not have read when the backup was taken are told again. The shard is that of Journal.
insert into outbox (event_id, shard)
select id,
  (('x' || substr(hex, 8, 1))::bit(4) # ('x' || substr(hex, 16, 1))::bit(4)
    # ('x' || substr(hex, 24, 1))::bit(4) # ('x' || substr(hex, 32, 1))::bit(4))::int
from (select id, replace(case_id::text, '-', '') as hex from events where at >= :since) as told
on conflict (event_id) do nothing;

-- So are public answers; each is shown once, by its id.
delete from answers_told where at >= :since;

-- What became of invitations is told as it stands now: of each moment the earliest counts, so nothing is counted twice.
insert into invitations_outbox (order_key, storefront, what, at)
select order_key, storefront, case when state = 'ERASED' then 'FORGOTTEN' else 'SENT' end, coalesce(sent_at, changed_at)
from invitations where changed_at >= :since and asked_at is not null and (sent_at is not null or state = 'ERASED');

-- What people did after that moment is forgotten here but was told to others. Numbers go on far above all that were used, so
-- that no new fact has the id of a forgotten one. The gap is the scar of a restore; readers need the order only.
update cases set sequence = extract(epoch from clock_timestamp())::bigint
where sequence < extract(epoch from clock_timestamp())::bigint;
update reviews set sequence = extract(epoch from clock_timestamp())::bigint
where sequence > 0 and sequence < extract(epoch from clock_timestamp())::bigint;

commit;
