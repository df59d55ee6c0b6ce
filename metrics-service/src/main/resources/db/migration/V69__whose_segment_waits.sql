-- Whose facts changed, to be decided: appended to by whoever folds, in no order and as often as it is so, and taken out by
-- whoever decides. To mark the row of each customer instead was a page and two indexes of everybody's for each review.
create table segment_marks (
  storefront  text not null,
  customer_id text not null
);
