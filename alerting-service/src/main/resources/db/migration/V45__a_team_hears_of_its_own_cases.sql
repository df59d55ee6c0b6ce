-- Whose case an event is of, and whose it was if it changed hands by it: a team follows its own, and is told of what
-- leaves it. A copy from before says nothing of teams: the trigger does. Events from before the upgrade have none; nobody's
-- sight was bounded by teams when they happened.
alter table events add column team text, add column team_before text;

create function team_of_event() returns trigger language plpgsql as $$
begin
  if new.team is null then
    new.team := (select c.team from cases c where c.storefront = new.storefront and c.id = new.case_id);
  end if;
  return new;
end $$;

create trigger events_have_a_team before insert on events
  for each row when (new.team is null) execute function team_of_event();
