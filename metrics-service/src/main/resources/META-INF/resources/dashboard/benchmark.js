import { get } from "/look/api.js";
import { h } from "/look/dom.js";
import { count, moment, percent, t, word } from "/look/i18n.js";
import { card } from "./board.js";
import { interval, write } from "./figures.js";
import { asOf, head, together } from "./page.js";
import { range } from "./range.js";
import { oneStorefront, query } from "./scope.js";

// Ours and theirs on one scale and in one window; where the intervals overlap nothing is claimed.
export function benchmarkPage(page, go) {
  const { scope, body } = head(page, go, { name: "benchmark", path: "/benchmark" });
  asOf();
  const storefront = oneStorefront(scope);
  if (!storefront) {
    body.append(h("p", { class: "none" }, t("scope.product.first")));
    return together([]);
  }
  const path = `/v1/benchmark?${query({ window: scope.window, storefront, product: scope.product })}`;
  const all = card({
    title: t("benchmark.title"),
    lead: t("benchmark.lead"),
    csv: () => path,
    load: () => get(path),
    draw: (data, box) => {
      const rows = [{ ratings: data.ours, ours: true }, ...data.theirs];
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
        h("p", { class: "none", hidden: data.theirs.length > 0 }, t("benchmark.none")),
      );
      return {
        table: {
          columns: [t("benchmark.who"), t("kpi.rating"), t("chart.interval"), "n", t("kpi.negative"), t("compare.difference")],
          rows: rows.map(one => [name(one), write("rating", average(one).value), interval("rating", average(one)), count(one.ratings.n), percent(one.ratings.negative.value), claim(one)]),
        },
      };
    },
  });
  body.append(all.node);
  return together([all]);
}

const average = ({ ratings }) => ({ value: ratings.average, low: ratings.low, high: ratings.high });
const name = one => (one.ours ? t("benchmark.ours") : one.competitor);
const claim = one => (one.difference ? t(`benchmark.${one.difference}`) : one.silence ? word("silence", one.silence) : "");
const date = at => moment(at, { day: "numeric", month: "short", year: "numeric" });
/** What we are beside it. */
const KINDS = { BETTER: "ABOVE", WORSE: "BELOW" };

function row(one) {
  const figure = average(one);
  return h(
    "li",
    { class: one.ours ? "compared ours" : "compared" },
    h("span", { class: "name" }, h("strong", {}, name(one)), one.silence === "PERIOD" && h("small", { class: "faint" }, ` ${date(one.period.from)} – ${date(one.period.to)}`)),
    range({ ...figure, least: 1, most: 5, kind: one.ours || one.silence ? "plain" : (KINDS[one.difference] ?? "neutral").toLowerCase() }),
    h("span", { class: "number" }, h("b", {}, write("rating", figure.value)), h("small", { class: "faint" }, ` ${interval("rating", figure)}`)),
    h("span", { class: "number faint" }, count(one.ratings.n)),
    h("span", {}, claim(one) && h("span", { class: "chip", data: { difference: KINDS[one.difference] ?? "NO_DIFFERENCE" } }, claim(one))),
  );
}
