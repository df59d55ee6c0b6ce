-- The key that sealed the contact of a case, by its id: after a rotation what an earlier key sealed is found by this and
-- sealed anew. '' is from before keys had ids, null has no contact.
create function sealed_under(review jsonb) returns text language sql immutable parallel safe as $$
  select case
    when review #>> '{customer,contact}' like 'v2.%' then split_part(review #>> '{customer,contact}', '.', 2)
    when review #>> '{customer,contact}' is not null then ''
  end
$$;

create index cases_by_seal on cases (sealed_under(review), storefront, id) where sealed_under(review) is not null;
