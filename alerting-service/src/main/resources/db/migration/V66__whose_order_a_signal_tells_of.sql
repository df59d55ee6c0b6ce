-- What an endpoint is told of an invitation is found by its order when that is forgotten. Null: of an alarm, of a segment, or forgotten.
alter table signals add column order_key uuid;
create index signals_of_order on signals (order_key) where order_key is not null;
