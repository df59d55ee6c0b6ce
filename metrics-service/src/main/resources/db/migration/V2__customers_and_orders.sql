-- Locked by whoever changes what is said of all reviews of one customer.
create table customers (
  storefront  text not null,
  customer_id text not null,
  primary key (storefront, customer_id)
);
insert into customers (storefront, customer_id)
  select distinct storefront, customer_id from reviews where customer_id is not null;

alter table reviews add column order_id text;
