-- Copies from before lock customers and counters row by row, which those of now do not; so they wait for each other as a
-- whole: who does not say that he takes this lock himself (Folding.COUNTING) takes it as soon as he writes facts. The
-- lock on the table is brief, and the only one.
create function count_alone() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('heed.counting', true), '') <> 'apart' then
    perform pg_advisory_xact_lock(5216687223549722626);
  end if;
  return null;
end $$;
create trigger copies_from_before_count_alone before insert or update of placed_at on reviews
  for each statement execute function count_alone();
