import { count, number, percent, spell, t } from "/look/i18n.js";

// How each KPI is found in an answer, and how it is written.
const share = value => percent(value);
const points = value => number(value, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const decimal = value => number(value, { maximumFractionDigits: 2, minimumFractionDigits: 2 });

const KINDS = {
  count: { write: count, change: (now, before) => (before ? signed((now - before) / before, "percent") : null), least: 0 },
  share: { write: share, change: (now, before) => t("change.points", { change: plus((now - before) * 100, 1) }), least: 0, most: 1 },
  score: { write: points, change: (now, before) => plus(now - before, 1), least: -100, most: 100 },
  stars: { write: decimal, change: (now, before) => plus(now - before, 2), least: 1, most: 5 },
  effort: { write: decimal, change: (now, before) => plus(now - before, 2), least: 1, most: 7 },
  duration: { write: value => spell(value), change: () => null },
};

const signed = (value, style) => number(value, { style, maximumFractionDigits: 1, signDisplay: "exceptZero" });
const plus = (value, digits) => number(value, { maximumFractionDigits: digits, signDisplay: "exceptZero" });

const kpi = (kind, better, series, find) => ({ kind, better, series, find });

/** Every KPI that is a sum is told with its n and interval under its name. */
const sum = (kind, better, name) => kpi(kind, better, true, k => k.figures?.[name] ?? {});

/** A share of the invitations; a page of their own draws them. */
const part = (better, name) => kpi("share", better, false, k => k.invitations?.[name] ?? {});

/** better: 1 if more is better, -1 if less is, 0 if neither. find: {value, n, low, high} in an answer. */
export const KPIS = {
  reviews: kpi("count", 0, true, k => ({ value: k.reviews })),
  rating: sum("stars", 1, "rating"),
  nps: sum("score", 1, "nps"),
  negative: sum("share", -1, "negative"),
  csat: sum("share", 1, "csat"),
  ces: sum("effort", 1, "ces"),
  attainment: sum("share", 1, "attainment"),
  medianResponse: kpi("duration", -1, false, k => ({ value: k.sla.medianResponse, n: k.sla.responses, ...k.sla.medianRange })),
  responseRate: sum("share", 1, "responseRate"),
  recoveryRate: sum("share", 1, "recoveryRate"),
  europeanNps: sum("score", 1, "europeanNps"),
  positive: sum("share", 1, "positive"),
  invited: kpi("count", 0, false, k => ({ value: k.invitations?.sent })),
  opened: part(1, "opened"),
  answered: part(1, "answered"),
  reminded: part(0, "reminded"),
  declined: part(-1, "declined"),
  bounced: part(-1, "bounced"),
};

/** What can be drawn over time and compared. */
export const DRAWN = Object.keys(KPIS).filter(name => KPIS[name].series);

const missing = value => value === null || value === undefined;

export const write = (name, value) => (missing(value) ? "–" : KINDS[KPIS[name].kind].write(value));

export const interval = (name, { low, high }) =>
  missing(low) || missing(high) ? "" : t("interval", { low: write(name, low), high: write(name, high) });

/** The ends of the scale that a KPI can not leave; undefined where there is none. */
export const ends = name => [KINDS[KPIS[name].kind].least, KINDS[KPIS[name].kind].most];

/** How a KPI moved against the window before: {text, way: better, worse, neither or same}; null if it is not known. */
export function change(name, now, before) {
  if (!before || missing(now.value) || missing(before.value)) return null;
  const text = KINDS[KPIS[name].kind].change(now.value, before.value);
  if (text === null) return null;
  if (overlap(now, before)) return { text, way: "same", before: write(name, before.value) };
  const grew = Math.sign(now.value - before.value);
  const way = grew === 0 ? "same" : KPIS[name].better === 0 ? "neither" : grew === KPIS[name].better ? "better" : "worse";
  return { text, way, grew, before: write(name, before.value) };
}

/** No claim where the intervals overlap. */
const overlap = (a, b) => [a.low, a.high, b.low, b.high].every(end => !missing(end)) && a.low <= b.high && b.low <= a.high;
