import { get } from "/look/api.js";
import { h, select } from "/look/dom.js";
import { count, languageName, number, percent, t, word } from "/look/i18n.js";
import { card, stretch } from "./board.js";
import { legend } from "./overview.js";
import { asOf, head, own, together } from "./page.js";
import { range } from "./range.js";
import { keptRows } from "./rows.js";
import { address, query } from "./scope.js";
import { show } from "./tiles.js";

// What customers name, how often, and what it does to the rating.
const SORTS = ["count", "effect"];

export function causesPage(page, go) {
  const sort = own("sort", SORTS);
  const order = select(
    SORTS.map(s => [s, t(`causes.sort.${s}`)]),
    sort,
    { "aria-label": t("causes.sort"), data: { own: "sort" } },
  );
  const { scope, change, body } = head(page, go, { name: "causes", path: "/causes", more: { sort: sort === SORTS[0] ? "" : sort }, tools: order });
  order.addEventListener("change", () => change(scope, { sort: order.value === SORTS[0] ? "" : order.value }));
  const path = `/v1/causes?${query(scope, { sort, quotes: 3, compare: "previous" })}`;
  const open = new Set();
  const list = h("ul", { class: "causes-list" });
  const rows = keptRows(list);
  const all = card({
    title: t("causes.title"),
    lead: t("causes.lead"),
    csv: () => path,
    load: () => get(path),
    empty: data => data.items.length === 0,
    draw: (data, box) => {
      const most = Math.max(1, ...data.items.map(c => c.count));
      const told = data.items.flatMap(c => [c.effect.low, c.effect.high, c.effect.value]).filter(v => v !== null);
      const reach = { least: Math.min(-1, ...told), most: Math.max(0.5, ...told) };
      rows.show(
        data.items.map(cause => ({ ...cause, id: cause.aspect })),
        cause => row(cause, most, reach, scope, open),
        { most, reach },
      );
      if (box.lastChild !== list) {
        box.replaceChildren(
          legend(["negative", "neutral", "positive"].map(kind => [kind, t(`label.${kind.toUpperCase()}`)])),
          h("div", { class: "cause headings faint", "aria-hidden": "true" }, ["cause", "count", "share", "effect"].map(name => h("span", {}, t(`causes.${name}`)))),
          list,
        );
      }
      return {
        table: {
          columns: [t("causes.cause"), t("table.count"), ...["NEGATIVE", "NEUTRAL", "POSITIVE"].map(l => t(`label.${l}`)), t("causes.share"), t("chart.interval"), t("causes.effect"), t("chart.interval")],
          rows: data.items.map(c => [
            word("aspect", c.aspect),
            count(c.count),
            ...[c.negative, c.neutral, c.positive].map(n => count(n ?? 0)),
            percent(c.share?.value),
            ends(c.share, percent),
            written(c.effect?.value),
            ends(c.effect, written),
          ]),
        },
      };
    },
  });
  body.append(all.node);
  asOf();
  return together([all]);
}

const written = value => (value === null || value === undefined ? "–" : number(value, { maximumFractionDigits: 2, minimumFractionDigits: 2, signDisplay: "exceptZero" }));
const ends = (figure, write) => (figure?.low === null || figure?.low === undefined ? "" : t("interval", { low: write(figure.low), high: write(figure.high) }));

function row(cause, most, reach, scope, open) {
  const moved = h("span", { class: "moved" });
  show(moved, movement(cause.change));
  const { effect } = cause;
  const none = effect.difference === "NO_DIFFERENCE";
  const unsure = effect.difference === null;
  const summary = h(
    "summary",
    { class: "cause", data: { act: "open" } },
    h("strong", {}, word("aspect", cause.aspect)),
    h(
      "span",
      { class: "bar", role: "img", "aria-label": t("causes.said", { n: count(cause.count), negative: count(cause.negative ?? 0), positive: count(cause.positive ?? 0) }) },
      ["negative", "neutral", "positive"].map(kind => cause[kind] > 0 && stretch(cause[kind] / most, { class: "fill", data: { kind } })),
      h("b", { class: "number" }, count(cause.count)),
    ),
    h("span", { class: "number" }, percent(cause.share?.value), h("small", { class: "faint" }, ` ${ends(cause.share, percent)}`), moved),
    h(
      "span",
      { class: "effect" },
      range({ ...effect, ...reach, zero: 0, kind: none || unsure ? "neutral" : effect.value < 0 ? "negative" : "positive" }),
      h("span", { class: "number" }, none ? t("difference.NO_DIFFERENCE") : written(effect.value), h("small", { class: "faint" }, ` ${ends(effect, written)}`)),
    ),
  );
  const quotes = cause.quotes ?? [];
  return h(
    "li",
    { data: { id: cause.aspect } },
    h(
      "details",
      {
        open: open.has(cause.aspect),
        ontoggle: event => (event.target.open ? open.add(cause.aspect) : open.delete(cause.aspect)),
      },
      summary,
      quotes.length ? h("ul", { class: "quotes" }, quotes.map(quote => quoted(quote, scope))) : h("p", { class: "faint lead" }, t("causes.no.quotes")),
    ),
  );
}

const quoted = (quote, scope) =>
  h(
    "li",
    {},
    h("blockquote", { lang: quote.language, dir: "auto" }, quote.quote),
    h("a", { href: address(`/reviews/${quote.reviewId}`, scope) }, t("causes.review")),
    quote.language && h("span", { class: "chip" }, languageName(quote.language)),
  );

/** The share against the window before: a difference whose interval covers 0 is none. More complaints are worse. */
function movement(change) {
  if (change?.value === null || change?.value === undefined) return null;
  const text = t("change.points", { change: number(change.value * 100, { maximumFractionDigits: 1, signDisplay: "exceptZero" }) });
  const same = change.difference === "NO_DIFFERENCE" || change.value === 0;
  return { text, way: same ? "same" : change.value > 0 ? "worse" : "better", grew: Math.sign(change.value), before: percent(change.previous) };
}
