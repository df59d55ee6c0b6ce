import { clocksOf, left, now, runs, share, state, ticking } from "./clock.js";
import { h } from "/look/dom.js";
import { day, t, word } from "/look/i18n.js";

// What stands beside a case: its clocks and its facts.

/** What is promised, and how long is left. */
export function clocks(item) {
  const clock = one => {
    const node = h(
      "li",
      { class: "clock" },
      h("h3", {}, word("clock", one.kind), one.cycle > 1 ? ` · ${t("case.cycle", { n: one.cycle })}` : ""),
      h("strong", { class: "left number" }),
      h("span", { class: "track" }, h("span", { class: "gone" })),
      h("p", { class: "faint" }, one.dueAt ? t("case.due", { at: day(one.dueAt) }) : ""),
    );
    return ticking(node, () => {
      node.dataset.sla = state(one);
      node.querySelector(".left").textContent = runs(one) ? left(Date.parse(one.dueAt) - now()) : word("sla", one.status);
      node.querySelector(".gone").style.inlineSize = `${runs(one) ? share(one) * 100 : 0}%`;
    });
  };
  return h("ul", { class: "card clocks", "aria-label": t("case.clocks") }, clocksOf(item).map(clock));
}

export function facts(item) {
  const opened = item.timeline.find(line => line.type === "case.opened")?.detail ?? {};
  const fact = (label, value) => value && [h("dt", {}, t(label)), h("dd", {}, value)];
  return h(
    "dl",
    { class: "card facts" },
    fact("case.assignee", item.assignee ?? "–"),
    fact("case.team", item.team),
    fact("case.priority", word("priority", item.priority)),
    fact("case.storefront", item.storefront),
    fact("case.product", item.product.id),
    fact("case.customer", item.customer?.id),
    fact("case.country", opened.country),
    fact("case.channel", opened.channel && word("channel", opened.channel)),
    fact("settings.rule", item.pinned?.rule),
    fact("case.policy", item.pinned?.policy),
    fact("case.feeling", item.tags.sentiment && `${word("label", item.tags.sentiment.label)} ${item.tags.sentiment.score.toFixed(2)}`),
  );
}
