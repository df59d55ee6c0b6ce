import { moment } from "/look/i18n.js";

// Days begin where the service says they do, and are written so; hours are those of who looks.
export function spanOf(series) {
  const days = series.step === "1d" || series.step === "7d";
  return { days, zone: days ? (series.zone ?? "UTC") : Intl.DateTimeFormat().resolvedOptions().timeZone };
}

export const axisDay = (at, { zone }) => moment(at * 1000, { timeZone: zone, day: "numeric", month: "short" });

/** A day's beginning is told by the day. */
export function axisHour(at, span) {
  const hour = moment(at * 1000, { timeZone: span.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return /^0?0[:.]00/.test(hour) ? axisDay(at, span) : hour;
}

/** Steps short enough to show a movement, and long enough to count something. */
export const stepOf = window => ({ "24h": "1h", "7d": "6h", "30d": "1d", "90d": "1d" })[window];
