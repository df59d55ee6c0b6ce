import { get } from "/look/api.js";
import { h, select } from "/look/dom.js";
import { count, t } from "/look/i18n.js";
import { card, cut, stretch } from "./board.js";
import { DRAWN, ends, interval, write } from "./figures.js";
import { asOf, head, own, together } from "./page.js";
import { range } from "./range.js";
import { address, named, oneStorefront, query } from "./scope.js";

// One KPI by the values of a dimension. Where intervals overlap no difference is claimed.
const BY = ["product", "country", "channel", "language", "storefront"];
const MOST = 100;

export function comparePage(page, go) {
  const by = own("by", BY);
  const kpi = own("kpi", ["rating", ...DRAWN.filter(name => name !== "rating")]);
  const choice = (name, values, value, label) => {
    const node = select(
      values.map(v => [v, label(v)]),
      value,
      { "aria-label": t(`compare.${name}`), data: { own: name } },
    );
    node.addEventListener("change", () => change(scope, { by, kpi, [name]: node.value }));
    return node;
  };
  const { scope, change, body } = head(page, go, {
    name: "compare",
    path: "/compare",
    more: { by, kpi },
    tools: [choice("kpi", DRAWN, kpi, name => t(`kpi.${name}`)), choice("by", BY, by, name => t(`by.${name}`))],
  });
  const path = `/v1/kpis/by/${by}?${query(scope, { kpi, limit: MOST })}`;
  const all = card({
    title: t("compare.title", { kpi: t(`kpi.${kpi}`), by: t(`by.${by}`) }),
    lead: t("compare.lead"),
    csv: () => path,
    load: () => get(path),
    empty: data => data.items.length === 0,
    draw: (data, box) => {
      const line = scale(kpi, data.items);
      box.replaceChildren(
        h(
          "div",
          { class: "compared headings faint", "aria-hidden": "true" },
          h("span", {}, t(`by.${by}`)),
          h("span", { class: "scale number" }, h("span", {}, write(kpi, line.least)), h("span", {}, write(kpi, line.most))),
          h("span", {}, t(`kpi.${kpi}`)),
          h("span", {}, "n"),
          h("span", {}),
        ),
        h("ul", { class: "compared-list" }, data.items.map(item => row(item, kpi, by, line, scope))),
        cut(data),
      );
      return { table: table(data.items, kpi, by) };
    },
  });
  body.append(all.node);
  asOf();
  return together([all]);
}

/** The stretch of the scale that all intervals lie in. */
function scale(kpi, items) {
  const values = items.flatMap(i => [i.value, i.low, i.high]).filter(v => v !== null && v !== undefined);
  if (kpi === "reviews" || !values.length) return { least: 0, most: Math.max(1, ...values) };
  const room = (Math.max(...values) - Math.min(...values)) * 0.05 || 0.05;
  const [least, most] = ends(kpi);
  return { least: Math.max(least ?? -Infinity, Math.min(...values) - room), most: Math.min(most ?? Infinity, Math.max(...values) + room) };
}

function row(item, kpi, by, line, scope) {
  const within = item.key === null ? null : { ...scope, [by]: item.key };
  const name = named(by, item.key);
  return h(
    "li",
    { class: "compared" },
    within && (by !== "product" || oneStorefront(scope)) ? h("a", { class: "name", href: address("/", within) }, name) : h("span", { class: "name" }, name),
    kpi === "reviews"
      ? h("span", { class: "bar" }, stretch(item.value / line.most, { class: "fill", data: { kind: "plain" } }))
      : range({ ...item, ...line, kind: kindOf(item.difference) }),
    h("span", { class: "number" }, h("b", {}, write(kpi, item.value)), h("small", { class: "faint" }, ` ${interval(kpi, item)}`), adjusted(item, kpi)),
    h("span", { class: "number faint" }, count(item.n)),
    h("span", {}, difference(item.difference)),
  );
}

const adjusted = (item, kpi) =>
  item.adjusted !== null && item.adjusted !== undefined && h("small", { class: "faint", title: t("compare.adjusted.what") }, ` ${t("compare.adjusted", { value: write(kpi, item.adjusted.value ?? item.adjusted) })}`);

const kindOf = difference => ({ ABOVE: "above", BELOW: "below", NO_DIFFERENCE: "neutral" })[difference] ?? "plain";

const difference = told => told && h("span", { class: "chip", data: { difference: told } }, { ABOVE: "▲ ", BELOW: "▼ " }[told] ?? "≈ ", t(`difference.${told}`));

const table = (items, kpi, by) => ({
  columns: [t(`by.${by}`), t(`kpi.${kpi}`), t("chart.interval"), "n", t("compare.difference")],
  rows: items.map(i => [named(by, i.key), write(kpi, i.value), interval(kpi, i), count(i.n), i.difference ? t(`difference.${i.difference}`) : ""]),
});
