-- The first event of a case that is of its present customer: what happened before was somebody
-- else's, who got the review's letters then. Null: the customer never changed.
alter table cases add column owned_from bigint;
