import { get } from "/look/api.js";
import { h } from "/look/dom.js";
import { count, t } from "/look/i18n.js";
import { spark } from "./chart.js";
import { change, interval, KPIS, write } from "./figures.js";
import { once } from "./live.js";

// The KPIs as tiles: value, change against the window before, interval and n. Choosing one draws it below.
const SHOWN = ["reviews", "rating", "nps", "negative", "csat", "ces", "attainment", "medianResponse", "responseRate", "recoveryRate"];
const SPARKS = 30_000; // lines beside the figures change slowly, and are many

/**
 * @param options {answer, series, chosen, choose}: promises of the KPIs and the path of a series; the KPI that is drawn
 */
export function tiles({ answer, series, chosen, choose }) {
  const made = Object.fromEntries(SHOWN.map(name => [name, tile(name, name === chosen, () => choose(name))]));
  const node = h("ul", { class: "tiles", "aria-label": t("tiles.all") }, SHOWN.map(name => made[name].node));
  let stopped = false;
  let drawn = 0;

  const refresh = once(async () => {
    try {
      const data = await answer();
      if (stopped) return;
      SHOWN.forEach(name => made[name].fill(KPIS[name].find(data), data.previous && KPIS[name].find(data.previous), name === "reviews" && by(data.reviewers)));
      node.dataset.state = "shown";
    } catch {
      if (node.dataset.state !== "shown") node.dataset.state = "fault";
      return; // the cards below say what is wrong
    }
    if (Date.now() - drawn < SPARKS) return;
    drawn = Date.now();
    for (const name of SHOWN.filter(one => KPIS[one].series)) {
      const data = await get(series(name)).catch(() => null);
      if (stopped) return;
      if (data) made[name].line(data.points.map(p => (p.n === 0 && name !== "reviews" ? null : p.value)));
    }
  });
  refresh();
  return {
    node,
    refresh,
    stop: () => {
      stopped = true;
    },
  };
}

const by = reviewers => reviewers !== null && reviewers !== undefined && t("reviewers", { n: reviewers, count: count(reviewers) });

function tile(name, current, choose) {
  const value = h("strong", { class: "number value" }, "–");
  const moved = h("span", { class: "moved" });
  const sure = h("span", { class: "faint number sure" });
  const line = h("span", { class: "line" });
  const inside = [h("span", { class: "name" }, t(`kpi.${name}`)), h("span", { class: "now" }, value, moved), sure, line];
  const node = KPIS[name].series
    ? h("li", {}, h("button", { class: "tile", "aria-pressed": String(current), title: t(`kpi.${name}.what`), onclick: choose, data: { kpi: name } }, inside))
    : h("li", {}, h("div", { class: "tile", title: t(`kpi.${name}.what`), data: { kpi: name } }, inside));
  return {
    node,
    line: values => line.replaceChildren(spark(values)),
    fill(now, before, beside) {
      const text = write(name, now.value);
      if (value.textContent !== text && value.dataset.known) flash(node);
      value.dataset.known = "yes";
      value.textContent = text;
      sure.textContent = [interval(name, now), now.n === undefined ? "" : t("n", { n: count(now.n) })].filter(Boolean).join(" · ") || beside || "";
      show(moved, change(name, now, before));
    },
  };
}

/** The change is told by sign and words; its colour only repeats them. */
export function show(node, moved) {
  node.dataset.way = moved?.way ?? "";
  node.title = moved ? t(`change.${moved.way}`, { before: moved.before }) : "";
  node.replaceChildren(
    ...(moved ? [moved.way === "same" ? "≈ " : moved.grew > 0 ? "▲ " : "▼ ", moved.text, h("span", { class: "away" }, ` ${t(`change.${moved.way}`, { before: moved.before })}`)] : []),
  );
}

function flash(node) {
  node.classList.remove("arrives");
  void node.offsetWidth;
  node.classList.add("arrives");
}
