import { call } from "/look/api.js";
import { dialog, field, h, select, toast, without } from "/look/dom.js";
import { count, t, word } from "/look/i18n.js";
import { onKeys } from "/look/keys.js";
import { asOf, head, own } from "./page.js";
import { briefly, moving, pages } from "./reviews.js";
import { query } from "./scope.js";

// What waits to be shown or not. Stars play no part: the same rules hold for praise and for blame.
const VIEWS = ["PENDING", "held", "HIDDEN", "PUBLISHED"];
const BULK = 200;

export function moderationPage(page, go) {
  const view = own("view", VIEWS);
  const choice = select(
    VIEWS.map(v => [v, t(`moderation.${v}`)]),
    view,
    { "aria-label": t("moderation.view") },
  );
  const { scope, change, body } = head(page, go, { name: "moderation", path: "/moderation", more: { view: view === VIEWS[0] ? "" : view }, tools: choice, withoutWindow: true });
  choice.addEventListener("change", () => change(scope, { view: choice.value === VIEWS[0] ? "" : choice.value }));
  const wanted = view === "held" ? { display: "PENDING", held: true } : { display: view };
  const chosen = new Map();
  const known = new Map();
  const bulk = h("div", { class: "card bulk", role: "region", "aria-label": t("moderation.bulk"), hidden: true });
  const list = pages(
    more => `/v1/reviews?${query({ ...scope, window: "" }, { ...wanted, limit: 50, ...more })}`,
    item => row(item),
    t("moderation.none"),
  );

  function row(item) {
    known.set(item.id, item);
    const pick = h("input", { type: "checkbox", checked: chosen.has(item.id), "aria-label": t("moderation.choose", { product: item.product.name ?? item.product.id }), onchange: () => choose(item, pick.checked) });
    const act = name => () => decide([item], done)[name][1]();
    const node = briefly(
      item,
      scope,
      h(
        "div",
        { class: "acts" },
        reasons(item),
        item.display !== "PUBLISHED" && h("button", { class: "small", onclick: act("p") }, t("act.publish")),
        item.display !== "HIDDEN" && h("button", { class: "small", onclick: act("h") }, t("act.hide")),
      ),
    );
    node.prepend(h("label", { class: "pick" }, pick));
    return node;
  }

  function choose(item, on) {
    on ? chosen.set(item.id, item) : chosen.delete(item.id);
    bulk.hidden = chosen.size === 0;
    const acts = decide([...chosen.values()], done);
    bulk.replaceChildren(
      h("strong", {}, t("moderation.chosen", { n: chosen.size, count: count(chosen.size) })),
      h("button", { class: "main", onclick: acts.p[1] }, t("act.publish")),
      h("button", { onclick: acts.h[1] }, t("act.hide")),
    );
  }

  function done() {
    chosen.clear();
    bulk.hidden = true;
    return list.again();
  }

  /** The chosen ones, else the one where the focus is. */
  const meant = () => {
    if (chosen.size) return [...chosen.values()];
    const at = known.get(document.activeElement?.closest("[data-id]")?.dataset.id);
    return at ? [at] : [];
  };
  onKeys({
    ...moving(list.node),
    x: ["keys.choose", () => document.activeElement?.closest("[data-id]")?.querySelector(".pick input")?.click()],
    p: ["act.publish", () => decide(meant(), done).p[1]()],
    h: ["act.hide", () => decide(meant(), done).h[1]()],
  });
  body.append(h("p", { class: "faint lead" }, t("moderation.lead")), bulk, list.node);
  asOf();
  return list;
}

/** Why a person has to look at it, or why it was decided as it was. */
const reasons = ({ moderation }) => [
  ...(moderation?.held ?? []).map(hold => h("span", { class: "chip risk" }, word("held", hold))),
  !moderation?.held.length && moderation?.reason && h("small", { class: "faint" }, moderation.reason),
];

export const displayChip = item => h("span", { class: "chip", data: { display: item.display } }, word("display", item.display));

/** What can be done with some reviews, as keys. */
export const decide = (items, then) => ({
  p: ["act.publish", () => items.length && send(items, "PUBLISHED", "", then)],
  h: ["act.hide", () => items.length && hide(items, then)],
});

async function hide(items, then) {
  const reason = h("textarea", { rows: 3, required: true, maxlength: 500 });
  const body = field(t("act.hide.why"), reason, t("act.hide.hint"));
  const { closed } = dialog(t("act.hide.title", { n: items.length, count: count(items.length) }), body, [without(t("cancel")), h("button", { class: "main", value: "hide" }, t("act.hide"))]);
  reason.focus();
  if ((await closed) === "hide") await send(items, "HIDDEN", reason.value.trim().replace(/\s+/g, " "), then);
}

async function send(items, display, reason, then) {
  const told = reason ? { display, reason } : { display };
  try {
    if (items.length === 1) await call("POST", `/v1/reviews/${items[0].id}/display`, { body: told });
    else for (let at = 0; at < items.length; at += BULK) await call("POST", "/v1/display", { body: { ids: items.slice(at, at + BULK).map(i => i.id), ...told } });
    toast(t(`display.done.${display}`, { n: items.length, count: count(items.length) }));
    await then();
  } catch (refused) {
    toast(refused.status === 404 || refused.status === 405 ? t("card.missing") : (refused.status && refused.message) || t("fault.away"), true);
  }
}
