import { call } from "./api.js";
import { field, h } from "/look/dom.js";
import { day, t, word } from "/look/i18n.js";
import { listed, text } from "./shapes.js";

/** What would become of a review, by the document as it is being edited. */
export function dryRun(draft) {
  const inputs = Object.fromEntries(
    ["storefront", "product", "language", "country", "channel", "aspect", "urgency", "score"].map(key => [
      key,
      text("", { name: key, required: key === "storefront" || key === "product" }),
    ]),
  );
  const result = h("div", { class: "result", role: "status" });
  const run = async event => {
    event.preventDefault();
    const given = Object.fromEntries(
      Object.entries(inputs)
        .map(([key, node]) => [key, node.value.trim()])
        .filter(([, value]) => value),
    );
    if (given.score) given.score = Number(given.score);
    if (given.aspect) given.aspect = listed(given.aspect);
    try {
      const became = await call("POST", "/v1/routing/dry-run", {
        body: { ...given, ...(draft.changed ? { document: draft.document } : {}) },
      });
      result.replaceChildren(
        h(
          "p",
          {},
          h("b", {}, became.rule ?? t("rule.none")),
          " → ",
          [became.team, became.priority && word("priority", became.priority), became.policy].filter(Boolean).join(" · "),
        ),
        became.dueAt ? h("p", {}, t("case.due", { at: day(became.dueAt) })) : "",
        h(
          "ul",
          {},
          (became.marks ?? []).map(mark => h("li", { class: "faint number" }, `${day(mark.at)} · ${mark.type} · ${mark.mark}`)),
        ),
      );
    } catch (refused) {
      const faults = refused.errors.length ? refused.errors.map(fault => `${fault.pointer} ${fault.detail}`) : [refused.message];
      result.replaceChildren(...faults.map(fault => h("p", { class: "fault" }, fault)));
    }
  };
  return h(
    "form",
    { class: "card dry", onsubmit: run },
    h("h2", {}, t("dry.title")),
    h("p", { class: "faint" }, t("dry.lead")),
    h(
      "div",
      { class: "four" },
      Object.entries(inputs).map(([key, node]) => field(t(`rule.${key}`), node)),
    ),
    h("button", {}, t("dry.run")),
    result,
  );
}
