import { get } from "/look/api.js";
import { h } from "/look/dom.js";
import { count, number, percent, spell, t, word } from "/look/i18n.js";
import { alarmStrip } from "./alarms.js";
import { card, stretch } from "./board.js";
import { lineChart, stackChart, volumeChart, when } from "./chart.js";
import { DRAWN, ends, interval, write } from "./figures.js";
import { download } from "./export.js";
import { asOf, head, own, together } from "./page.js";
import { briefly } from "./reviews.js";
import { keptRows } from "./rows.js";
import { address, query } from "./scope.js";
import { tiles } from "./tiles.js";
import { stepOf } from "./time.js";

// The KPIs at a glance, and how they came about.
export function overviewPage(page, go) {
  const kpi = own("kpi", DRAWN);
  const path = more => `/v1/kpis?${query(scope, { compare: "previous", ...more })}`;
  const { scope, change, body } = head(page, go, {
    name: "overview",
    path: "/",
    more: { kpi: kpi === DRAWN[0] ? "" : kpi },
    tools: h("button", { class: "bare", onclick: () => download(path()) }, "CSV"),
  });
  // one answer for all that show it
  let asked = null;
  const answer = () => {
    asked ??= get(path()).finally(() => (asked = null));
    return asked;
  };
  const series = (name, step = stepOf(scope.window)) => `/v1/kpis/series?${query(scope, { kpi: name, step })}`;
  const figures = tiles({ answer, series, chosen: kpi, choose: name => change(scope, { kpi: name === DRAWN[0] ? "" : name }) });
  const strip = alarmStrip(scope);
  const cards = [
    trend(kpi, series),
    sentiment(series),
    distribution(answer),
    promise(answer),
    topCauses(scope),
    significant(scope),
  ];
  body.append(strip.node, figures.node, h("div", { class: "board" }, cards.map(one => one.node)));
  asOf();
  return together([strip, figures, ...cards]);
}

function trend(kpi, series) {
  const name = t(`kpi.${kpi}`);
  return card({
    title: t("trend.title", { kpi: name }),
    lead: t(kpi === "reviews" ? "trend.lead.count" : "trend.lead"),
    wide: true,
    csv: () => series(kpi),
    load: () => get(series(kpi)),
    empty: data => data.points.every(p => p.n === 0),
    draw: (data, box) => {
      const there = data.points.filter(p => p.value !== null && p.n > 0);
      const said = t("trend.said", { kpi: name, n: there.length, first: write(kpi, there[0]?.value), last: write(kpi, there.at(-1)?.value) });
      const shown = { ...data, points: data.points.map(p => (p.n === 0 && kpi !== "reviews" ? { ...p, value: null } : p)) };
      const draw = kpi === "reviews" ? volumeChart : lineChart;
      const stop = draw(box, shown, { label: name, said, write: v => write(kpi, v), ends: ends(kpi), axis: v => axis(kpi, v) });
      return {
        stop,
        table: {
          columns: [t("table.time"), name, t("chart.interval"), "n"],
          rows: data.points.map(p => [when(p, data), write(kpi, p.value), interval(kpi, p), count(p.n)]),
        },
      };
    },
  });
}

/** A value at an axis: as short as it can be. */
const axis = (kpi, value) => (kpi === "reviews" ? (Number.isInteger(value) ? count(value) : "") : ends(kpi)[1] === 1 ? percent(value) : number(value, { maximumFractionDigits: 2 }));

const LABELS = [
  ["negative", "--bad"],
  ["neutral", "--middling"],
  ["positive", "--good"],
];

function sentiment(series) {
  const names = LABELS.map(([name]) => t(`label.${name.toUpperCase()}`));
  return card({
    title: t("sentiment.title"),
    lead: t("sentiment.lead"),
    wide: true,
    load: () => Promise.all(LABELS.map(([name]) => get(series(name)))),
    empty: ([negative]) => negative.points.every(p => p.n === 0),
    draw: (all, box) => {
      const layers = all.map((one, i) => ({
        label: names[i],
        colour: LABELS[i][1],
        values: one.points.map(p => Math.round((p.value ?? 0) * p.n)),
      }));
      const sums = layers.map(l => l.values.reduce((a, b) => a + b, 0));
      const chart = h("div", { class: "drawn" });
      box.replaceChildren(legend(LABELS.map(([name], i) => [name, names[i], count(sums[i])])), chart);
      const stop = stackChart(chart, all[0], layers, {
        said: `${t("sentiment.title")}: ${names.map((name, i) => `${name} ${count(sums[i])}`).join(", ")}`,
        write: v => (Number.isInteger(v) ? count(v) : ""),
      });
      return {
        stop,
        table: {
          columns: [t("table.time"), ...names],
          rows: all[0].points.map((p, i) => [when(p, all[0]), ...layers.map(l => count(l.values[i]))]),
        },
        csv: {
          name: "sentiment",
          rows: [["from", "to", ...LABELS.map(([name]) => name)], ...all[0].points.map((p, i) => [p.from, p.to, ...layers.map(l => l.values[i])])],
        },
      };
    },
  });
}

export const legend = entries =>
  h(
    "ul",
    { class: "legend" },
    entries.map(([kind, name, value]) => h("li", {}, h("i", { class: "swatch", data: { kind } }), name, value !== undefined && h("b", { class: "number" }, value))),
  );

function distribution(answer) {
  return card({
    title: t("distribution.title"),
    lead: t("distribution.lead"),
    load: answer,
    empty: data => data.rating.count === 0,
    draw: (data, box) => {
      const stars = Object.entries(data.rating.distribution.STARS_5 ?? {}).toReversed();
      const n = stars.reduce((sum, [, of]) => sum + of, 0);
      box.replaceChildren(
        h(
          "ul",
          { class: "bars" },
          stars.map(([value, of]) =>
            h(
              "li",
              {},
              h("span", { class: "name" }, h("span", { "aria-hidden": "true" }, `${value} ★`), h("span", { class: "away" }, t("rating.of", { value, best: 5 }))),
              h("span", { class: "bar" }, stretch(n ? of / n : 0, { class: "fill", data: { kind: value <= 2 ? "negative" : value === "3" ? "neutral" : "positive" } })),
              h("span", { class: "number" }, count(of), h("small", { class: "faint" }, ` ${n ? percent(of / n) : "–"}`)),
            ),
          ),
        ),
        others(data.rating.distribution),
      );
      return {
        table: { columns: [t("kpi.rating"), t("table.count")], rows: scales(data.rating.distribution) },
        csv: { name: "ratings", rows: [["scale", "value", "count"], ...values(data.rating.distribution)] },
      };
    },
  });
}

/** Scales beside the stars are told in words. */
function others(distribution) {
  const sum = scale => Object.values(distribution[scale] ?? {}).reduce((a, b) => a + b, 0);
  const [points, thumbs] = [sum("POINTS_10"), sum("THUMBS")];
  return h("p", { class: "faint lead", hidden: points + thumbs === 0 }, t("distribution.others", { points: count(points), up: count(distribution.THUMBS?.["1"] ?? 0), thumbs: count(thumbs) }));
}

const values = distribution => Object.entries(distribution).flatMap(([scale, all]) => Object.entries(all).map(([value, of]) => [scale, value, of]));
const scales = distribution => values(distribution).map(([scale, value, of]) => [`${word("scale", scale)} ${value}`, count(of)]);

const ENDS = ["met", "breached", "running", "cancelled"];

function promise(answer) {
  return card({
    title: t("promise.title"),
    lead: t("promise.lead"),
    load: answer,
    empty: data => ENDS.every(end => data.sla[end] === 0),
    draw: (data, box) => {
      const decided = data.sla.met + data.sla.breached;
      const n = ENDS.reduce((sum, end) => sum + data.sla[end], 0);
      const figure = (name, text) => h("div", {}, h("dt", {}, t(name)), h("dd", { class: "number" }, text));
      box.replaceChildren(
        h(
          "dl",
          { class: "figures" },
          figure("kpi.attainment", percent(data.sla.attainment)),
          figure("promise.median", spell(data.sla.medianResponse)),
          figure("promise.p90", spell(data.sla.p90Response)),
        ),
        h("div", { class: "bar whole", "aria-hidden": "true" }, ENDS.map(end => data.sla[end] > 0 && stretch(data.sla[end] / n, { class: "fill", data: { kind: end } }))),
        legend(ENDS.map(end => [end, t(`promise.${end}`), count(data.sla[end])])),
        h("p", { class: "faint lead" }, t("promise.decided", { n: decided, count: count(decided) })),
      );
      return {
        table: { columns: [t("promise.title"), t("table.count")], rows: ENDS.map(end => [t(`promise.${end}`), count(data.sla[end])]) },
        csv: { name: "promise", rows: [["status", "count"], ...ENDS.map(end => [end, data.sla[end]])] },
      };
    },
  });
}

function topCauses(scope) {
  return card({
    title: t("place.causes"),
    lead: t("causes.brief"),
    tools: h("a", { href: address("/causes", scope) }, t("see.all")),
    load: () => get(`/v1/causes?${query(scope, { quotes: 0 })}`),
    empty: data => data.items.every(c => c.negative === 0),
    draw: (data, box) => {
      const top = data.items.filter(c => c.negative > 0).toSorted((a, b) => b.negative - a.negative).slice(0, 6);
      const most = Math.max(1, ...top.map(c => c.negative));
      box.replaceChildren(
        h(
          "ul",
          { class: "bars named" },
          top.map(cause =>
            h(
              "li",
              {},
              h("span", { class: "name" }, word("aspect", cause.aspect)),
              h("span", { class: "bar" }, stretch(cause.negative / most, { class: "fill", data: { kind: "negative" } })),
              h("span", { class: "number" }, count(cause.negative)),
            ),
          ),
        ),
      );
      return {};
    },
  });
}

function significant(scope) {
  const list = h("ul", { class: "reviews" });
  const rows = keptRows(list);
  return card({
    title: t("significant.title"),
    lead: t("significant.lead"),
    tools: h("a", { href: address("/reviews", scope, { sort: "significance" }) }, t("see.all")),
    load: () => get(`/v1/reviews?${query(scope, { sort: "significance", limit: 4 })}`),
    empty: data => data.items.length === 0,
    draw: (data, box) => {
      rows.show(data.items, item => briefly(item, scope));
      if (box.firstChild !== list) box.replaceChildren(list);
      return {};
    },
  });
}
