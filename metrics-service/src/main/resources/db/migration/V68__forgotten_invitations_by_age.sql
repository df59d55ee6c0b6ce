-- Keys of forgotten invitations are taken away once nothing of them can come again. There are few: the table is as new.
create index invitations_forgotten on invitations (forgotten_at) where forgotten_at is not null;
