-- What customers said of others being told of them, in any review, with or without a case. A yes
-- goes with the review that says it; a no stays until a later yes.
create table consents (
  storefront text not null,
  customer_id text not null,
  review_id uuid not null,
  said boolean not null,
  at timestamptz not null, -- when that revision was accepted
  primary key (storefront, customer_id, review_id, said)
);
create index consents_of_review on consents (storefront, review_id) where said;
