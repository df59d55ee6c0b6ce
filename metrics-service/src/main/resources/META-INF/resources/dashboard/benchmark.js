import { get } from "/look/api.js";
import { h } from "/look/dom.js";
import { count, day, percent, t } from "/look/i18n.js";
import { card } from "./board.js";
import { interval, write } from "./figures.js";
import { asOf, head, together } from "./page.js";
import { range } from "./range.js";
import { query } from "./scope.js";

// Ours and theirs on one scale and in one window; where the intervals overlap nothing is claimed.
export function benchmarkPage(page, go) {
  const { scope, body } = head(page, go, { name: "benchmark", path: "/benchmark" });
  const cut = { window: scope.window, storefront: scope.storefront, product: scope.product };
  const path = `/v1/benchmark?${query(cut)}`;
  const all = card({
    title: t("benchmark.title"),
    lead: t("benchmark.lead"),
    csv: () => path,
    load: () => get(path),
    empty: data => theirs(data).length === 0,
    draw: (data, box) => {
      const rows = [{ ...data.ours, ours: true }, ...theirs(data)];
      box.replaceChildren(
        h(
          "div",
          { class: "compared headings faint", "aria-hidden": "true" },
          h("span", {}, t("benchmark.who")),
          h("span", { class: "scale number" }, h("span", {}, write("rating", 1)), h("span", {}, write("rating", 5))),
          h("span", {}, t("kpi.rating")),
          h("span", {}, "n"),
          h("span", {}),
        ),
        h("ul", { class: "compared-list" }, rows.map(row)),
      );
      return {
        table: {
          columns: [t("benchmark.who"), t("kpi.rating"), t("chart.interval"), "n", t("kpi.negative"), t("compare.difference")],
          rows: rows.map(r => [name(r), write("rating", average(r).value), interval("rating", average(r)), count(r.n ?? average(r).n ?? 0), percent(negative(r)), claim(r) ?? ""]),
        },
      };
    },
  });
  body.append(all.node);
  asOf();
  return together([all]);
}

const theirs = data => data.items ?? data.theirs ?? [];
/** An average is a number with its ends beside it, or all of it together. */
const average = one => (typeof one.average === "object" && one.average !== null ? one.average : { value: one.average, low: one.low, high: one.high, n: one.n });
const negative = one => one.negative?.value ?? one.negative;
const name = one => (one.ours ? t("benchmark.ours") : one.competitor);
const claim = one => one.difference && t(`benchmark.${one.difference}`);

function row(one) {
  const figure = average(one);
  const kind = one.ours ? "plain" : ({ BETTER: "above", WORSE: "below" }[one.difference] ?? "neutral");
  return h(
    "li",
    { class: one.ours ? "compared ours" : "compared" },
    h("span", { class: "name" }, h("strong", {}, name(one)), one.period && h("small", { class: "faint" }, ` ${day(one.period.from)} – ${day(one.period.to)}`)),
    range({ ...figure, least: 1, most: 5, kind }),
    h("span", { class: "number" }, h("b", {}, write("rating", figure.value)), h("small", { class: "faint" }, ` ${interval("rating", figure)}`)),
    h("span", { class: "number faint" }, count(one.n ?? figure.n ?? 0)),
    h("span", {}, claim(one) && h("span", { class: "chip", data: { difference: { BETTER: "ABOVE", WORSE: "BELOW" }[one.difference] ?? "NO_DIFFERENCE" } }, claim(one))),
  );
}
