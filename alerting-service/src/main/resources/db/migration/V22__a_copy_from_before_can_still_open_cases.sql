-- While copies are replaced one by one, those from before V21 go on opening cases and know nothing of
-- next_due_at. A column's default cannot look at another column, and any constant would put such a case
-- where nobody looks; its first due time is what a new copy would write as well. What an old copy changes
-- later keeps its place until a new copy has to do with the case.
create function next_due_at_from_before() returns trigger language plpgsql as $$
begin
  new.next_due_at := new.due_at;
  return new;
end
$$;

create trigger next_due_at_from_before before insert on cases
  for each row when (new.next_due_at is null) execute function next_due_at_from_before();
