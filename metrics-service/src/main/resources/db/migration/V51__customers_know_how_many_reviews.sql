-- How many reviews a customer has, so that the how manieth a new one is need not be counted. Null: not known; it is
-- counted when a review of his comes, goes or is edited.
alter table customers add column reviews int;

-- What it must be.
create function reviews_of_customers(shop text) returns table (customer_id text, reviews int)
language sql stable set work_mem = '256MB' as $$
  select customer_id, count(*)::int from reviews
  where storefront = shop and revision is not null and customer_id is not null group by customer_id
$$;
