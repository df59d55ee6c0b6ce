-- What became of invitations to review, a narrow row each, by events that may come in whatever order and however often: of
-- each moment the earliest, of the order the greatest revision. One that is forgotten is its key alone, so that what comes
-- late does not bring it back.
create table invitations (
  order_key uuid primary key,
  storefront text not null,
  forgotten_at timestamptz,
  revision bigint not null,
  country text not null, -- empty where it is not known, as are languages
  language text not null,
  products text[] not null,
  day timestamptz, -- the UTC day in which the first letter was sent
  sent_at timestamptz,
  reminded_at timestamptz,
  opened_at timestamptz,
  answered_at timestamptz,
  declined_at timestamptz,
  bounced_at timestamptz
) with (autovacuum_vacuum_scale_factor = 0.05);

create index invitations_by_day on invitations (storefront, day) where sent_at is not null;

-- The same added up by the day of the first letter, once for each product and once for all of them (''). Days are whole, so
-- the ends of a window are read from the rows.
create table invitation_days (
  storefront text not null,
  day timestamptz not null,
  product text not null,
  country text not null,
  language text not null,
  sent bigint not null default 0,
  reminded bigint not null default 0,
  opened bigint not null default 0,
  answered bigint not null default 0,
  declined bigint not null default 0,
  bounced bigint not null default 0,
  primary key (storefront, product, day, country, language)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

create index invitation_days_by_day on invitation_days (storefront, day);

-- What the rows come to: the recount compares it with what is kept.
create view invitation_days_of_rows as
select i.storefront, i.day, p.product, i.country, i.language,
  count(*) as sent, count(i.reminded_at) as reminded, count(i.opened_at) as opened,
  count(*) filter (where i.answered_at >= i.sent_at) as answered,
  count(i.declined_at) as declined, count(i.bounced_at) as bounced
from invitations i cross join lateral (select '' as product union all select unnest(i.products)) p
where i.sent_at is not null
group by i.storefront, i.day, p.product, i.country, i.language;
