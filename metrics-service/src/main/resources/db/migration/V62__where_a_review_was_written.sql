-- The platform that a review was written on, as people know it; null: with the storefront itself, and of what came before this was kept.
-- A copy of the release before leaves it null.
alter table reviews add column source text;
