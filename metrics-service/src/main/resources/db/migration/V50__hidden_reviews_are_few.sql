-- Hidden reviews are few, and a moderator asks for them alone.
create index reviews_hidden on reviews (storefront, placed_at desc, review_id desc) where display = 'HIDDEN';
