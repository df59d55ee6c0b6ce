-- A letter that comes back is about the address that it went to, which need not be the order's newest.
-- Null where a copy of the release before wrote it: then the newest of the order is taken, if it is the newest letter.
alter table invitation_letters add column address text;
