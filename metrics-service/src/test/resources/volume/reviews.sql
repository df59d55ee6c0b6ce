-- Made-up reviews, as many as it takes: 3 storefronts of unequal size, 2,000 products of which few are popular, many
-- customers, every scale and survey, a case for most unhappy ones. Arguments: first place, time between two reviews, how
-- many customers, first and last number.
insert into reviews (storefront, review_id, revision, received_at, first_revision, first_received_at, placed_at,
  external_id, product_id, product_name, customer_id, order_id, channel, rating_scale, rating_value, nps, csat, ces,
  title, text, given_language, country, submitted_at, tags, label, language, display, case_id, case_sequence,
  case_status, case_sla, case_recovery, case_started_at, case_due_at, case_answered_at, case_counted_at, case_product,
  case_country, case_channel, case_language)
select shop, id, 1, at, 1, at, at, 'g' || i, product, 'Product ' || product, customer, 'o' || i, channel, scale,
  case scale when 'STARS_5' then stars when 'POINTS_10' then 2 * stars - (i % 2)::int when 'THUMBS' then (stars > 2)::int end,
  case when r6 < 0.5 then least(10, stars * 2 + (i % 3)::int - 1) end, case when r6 < 0.3 then stars end,
  case when r6 between 0.2 and 0.4 then stars + (i % 3)::int end,
  null, 'The ' || product || ' came ' || i % 9 || ' days after the order and is ' || (array['bad', 'poor', 'fair', 'good', 'great'])[stars] || '.',
  language, country, null,
  ('{"language": {"code": "' || language || '", "confidence": 0.98}, "sentiment": {"label": "' || label
    || '", "score": 0.5, "confidence": 0.9, "basis": "BOTH", "mismatch": false}, "aspects": [' || case when r7 < 0.4 then '{"aspect": "' ||
    (array['DELIVERY', 'DELIVERY', 'PACKAGING', 'PRICE', 'QUALITY', 'QUALITY', 'FIT', 'USABILITY', 'SUPPORT', 'RETURNS', 'WEBSITE'])[1 + i % 11]
    || '", "sentiment": "' || label || '", "quote": "days after the order"}' else '' end || '], "urgency": "NORMAL", "model": "made"}')::jsonb,
  label, language, 'PENDING', case when has_case then md5('c' || i)::uuid end, case when has_case then 2 end,
  case when has_case then 'ANSWERED' end, case when has_case then case when r7 < 0.8 then 'MET' else 'BREACHED' end end,
  case when has_case then case when r7 < 0.3 then 'RECOVERED' else 'POSSIBLE' end end,
  case when has_case then at end, case when has_case then at + interval '24 hours' end,
  case when has_case then at + r7 * interval '30 hours' end,
  case when has_case then case when r7 < 0.8 then at + r7 * interval '30 hours' else at + interval '24 hours' end end,
  case when has_case then product end, case when has_case then country end, case when has_case then channel end,
  case when has_case then language end
from (select i, md5('r' || i)::uuid as id, date_trunc('milliseconds', ?::timestamptz + i * ?::interval) as at,
    (array['riga-shop', 'riga-shop', 'riga-shop', 'riga-shop', 'riga-shop', 'berlin-shop', 'berlin-shop', 'berlin-shop', 'maribor-shop', 'maribor-shop'])[1 + i % 10] as shop,
    'sku-' || floor(2000 * power(random(), 2)) as product,
    case when random() < 0.75 then 'c-' || floor(random() * ?::int) end as customer,
    (array['STOREFRONT', 'STOREFRONT', 'STOREFRONT', 'APP', 'EMAIL', 'SURVEY', 'SOCIAL', 'IMPORT'])[1 + floor(random() * 8)] as channel,
    (array['STARS_5', 'STARS_5', 'STARS_5', 'STARS_5', 'STARS_5', 'POINTS_10', 'THUMBS', null])[1 + floor(random() * 8)] as scale,
    (array[1, 2, 3, 4, 4, 5, 5, 5])[1 + floor(random() * 8)] as stars,
    (array['LV', 'DE', 'SI', 'EE', 'LT', 'FR', 'AT', 'PL'])[1 + c] as country, (array['lv', 'de', 'sl', 'et', 'lt', 'fr', 'de', 'pl'])[1 + c] as language,
    random() as r6, random() as r7
  from (select i, floor(random() * 8)::int as c from generate_series(?::int, ?::int) as i) as g) as d,
  lateral (select (array['NEGATIVE', 'NEGATIVE', 'NEUTRAL', 'POSITIVE', 'POSITIVE'])[stars] as label,
    stars < 3 and r6 < 0.9 as has_case) as l
