import { call } from "/look/api.js";
import { dialog, field, h, select, toast, without } from "/look/dom.js";
import { count, t, word } from "/look/i18n.js";
import { onKeys } from "/look/keys.js";
import { keeping } from "./focus.js";
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
    { "aria-label": t("moderation.view"), data: { own: "view" } },
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
    forget,
  );

  function row(item) {
    known.set(item.id, item);
    const pick = h("input", { type: "checkbox", data: { act: "choose" }, checked: chosen.has(item.id), "aria-label": t("moderation.choose", { product: item.product.name ?? item.product.id }), onchange: () => choose(item, pick.checked) });
    const act = name => () => decide(listed([item]), done)[name][1]();
    const node = briefly(
      item,
      scope,
      h(
        "div",
        { class: "acts" },
        reasons(item),
        item.display !== "PUBLISHED" && h("button", { class: "small", data: { act: "publish" }, onclick: act("p") }, t("act.publish")),
        item.display !== "HIDDEN" && h("button", { class: "small", data: { act: "hide" }, onclick: act("h") }, t("act.hide")),
      ),
    );
    node.prepend(h("label", { class: "pick" }, pick));
    return node;
  }

  function choose(item, on) {
    on ? chosen.set(item.id, item) : chosen.delete(item.id);
    showChosen();
  }

  function showChosen() {
    bulk.hidden = chosen.size === 0;
    const acts = decide(listed([...chosen.values()]), done);
    const told = [
      h("strong", {}, t("moderation.chosen", { n: chosen.size, count: count(chosen.size) })),
      h("button", { class: "main", data: { act: "publish" }, onclick: acts.p[1] }, t("act.publish")),
      h("button", { data: { act: "hide" }, onclick: acts.h[1] }, t("act.hide")),
    ];
    keeping(bulk, () => bulk.replaceChildren(...told));
  }

  /** What is listed no more was decided by somebody else, or is gone: it is not chosen any more, either. */
  function forget(ids) {
    const gone = [...known.keys()].filter(id => !ids.has(id));
    gone.forEach(id => known.delete(id));
    if (gone.filter(id => chosen.delete(id)).length) showChosen();
  }

  /** Those of some that are still there when it comes to it: a dialog may have been open for long. */
  const listed = items => () => items.filter(item => known.has(item.id));

  async function done() {
    chosen.clear();
    list.node.querySelectorAll(".pick input").forEach(pick => (pick.checked = false));
    if (bulk.contains(document.activeElement)) document.activeElement.blur();
    bulk.hidden = true;
    await list.again();
    list.resume();
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
    p: ["act.publish", () => decide(listed(meant()), done).p[1]()],
    h: ["act.hide", () => decide(listed(meant()), done).h[1]()],
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

/**
 * What can be done with some reviews, as keys.
 *
 * @param meant answers which, asked anew when it comes to it
 */
export const decide = (meant, then) => ({
  p: ["act.publish", () => send(meant, "PUBLISHED", "", then)],
  h: ["act.hide", () => hide(meant, then)],
});

async function hide(meant, then) {
  const n = meant().length;
  if (!n) return;
  const reason = h("textarea", { rows: 3, required: true, maxlength: 500 });
  const body = field(t("act.hide.why"), reason, t("act.hide.hint"));
  const { closed } = dialog(t("act.hide.title", { n, count: count(n) }), body, [without(t("cancel")), h("button", { class: "main", value: "hide" }, t("act.hide"))]);
  reason.focus();
  if ((await closed) !== "hide") return;
  if (meant().length) await send(meant, "HIDDEN", reason.value.trim().replace(/\s+/g, " "), then);
  else toast(t("display.gone", { n, count: count(n) }), true);
}

async function send(meant, display, reason, then) {
  const items = meant();
  if (!items.length) return;
  const told = reason ? { display, reason } : { display };
  const outcome = { changed: 0, unchanged: 0, notFound: 0 };
  try {
    for (let at = 0; at < items.length; at += BULK) {
      const { changed, unchanged, notFound } = await call("POST", "/v1/display", { body: { ids: items.slice(at, at + BULK).map(i => i.id), ...told } });
      outcome.changed += changed;
      outcome.unchanged += unchanged;
      outcome.notFound += notFound.length;
    }
    toast(said(display, outcome), outcome.notFound > 0);
    await then();
  } catch (refused) {
    toast(refused.status === 404 || refused.status === 405 ? t("card.missing") : (refused.status && refused.message) || t("fault.away"), true);
  }
}

/** What became of them, as the service tells it. */
function said(display, { changed, unchanged, notFound }) {
  const one = (key, n) => t(key, { n, count: count(n) });
  const told = [changed > 0 && one(`display.done.${display}`, changed), unchanged > 0 && one("display.same", unchanged), notFound > 0 && one("display.gone", notFound)];
  return told.filter(Boolean).join("; ");
}
