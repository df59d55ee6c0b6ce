import { get } from "./api.js";
import { tellFault } from "./dialogs.js";
import { dialog, h, select, without } from "/look/dom.js";
import { count, day, percent, t } from "/look/i18n.js";
import { suppressions } from "./suppressions.js";

// Who is asked for a review, when, and what comes of it. The page asks alike of all: nothing here is sorted by what they say.
const WINDOWS = ["24h", "7d", "30d", "90d"];
const PARTS = ["sent", "reminded", "opened", "answered", "declined", "bounced"];
const STATES = [
  "WAITING",
  "INVITED",
  "REMINDED",
  "ANSWERED",
  "CANCELLED",
  "REFUNDED",
  "DECLINED",
  "SUPPRESSED",
  "BOUNCED",
  "UNDELIVERED",
  "LAPSED",
  "UNREACHABLE",
  "ERASED",
];
const PAGE = 50;

export function invitationsPage(page) {
  document.title = `${t("place.invitations")} · Heed`;
  const window_ = select(
    WINDOWS.map(name => [name, t(`window.${name}`)]),
    "30d",
    { "aria-label": t("invitation.window") },
  );
  const figures = h("div", { class: "figures card" });
  const away = h("p", { class: "warn", role: "status", hidden: true }, t("invitation.mailAway"));
  const list = orders();
  const suppressed = h("section", { class: "section", "aria-label": t("suppression.title") });
  page.replaceChildren(
    h("div", { class: "head" }, h("h1", {}, t("place.invitations")), h("div", { class: "end" }, window_)),
    away,
    figures,
    h("section", { class: "section", "aria-label": t("invitation.orders") }, h("h2", {}, t("invitation.orders")), list.nodes),
    suppressed,
  );
  let gone = false;
  const guarded = async draw => {
    try {
      await draw();
    } catch (refused) {
      if (gone || refused.status === 401) return;
      if (refused.status === 403) page.replaceChildren(h("p", { class: "none" }, t("settings.forbidden")));
      else tellFault(refused);
    }
  };
  const sum = async () => {
    const summary = await get(`/v1/invitations/summary?window=${window_.value}`);
    if (gone) return;
    away.hidden = !summary.mailAway;
    figures.replaceChildren(...shown(summary));
  };
  window_.addEventListener("change", () => guarded(sum));
  guarded(async () => {
    await Promise.all([sum(), list.fill(false), suppressions(suppressed)]);
  });
  list.guarded = guarded;
  return () => {
    gone = true;
  };
}

function shown(summary) {
  const figure = (label, value, hint) =>
    h(
      "div",
      { class: "figure" },
      h("span", { class: "faint" }, t(`invitation.${label}`)),
      h("strong", { class: "number" }, value),
      h("span", { class: "faint small" }, hint),
    );
  return [
    figure("due", count(summary.due), t("invitation.now")),
    ...PARTS.map(name =>
      figure(
        name,
        count(summary[name].n),
        summary.n ? t("invitation.share", { share: percent(summary[name].share), n: count(summary.n) }) : t("invitation.nobody"),
      ),
    ),
  ];
}

function orders() {
  const rows = h("tbody");
  const none = h("p", { class: "none", hidden: true }, t("invitation.none"));
  const state = select([["", t("invitation.any")], ...STATES.map(name => [name, t(`invitation.state.${name}`)])], "", {
    "aria-label": t("invitation.state"),
  });
  const order = h("input", { type: "search", maxlength: 200, "aria-label": t("invitation.order"), placeholder: t("invitation.order") });
  const more = h("button", { hidden: true }, t("more"));
  const shownNow = { cursor: null, asked: 0 };
  const made = { guarded: draw => draw(), nodes: [], fill };

  async function fill(further) {
    const asked = ++shownNow.asked;
    const wanted = { limit: PAGE, state: state.value, orderId: order.value.trim(), cursor: further ? shownNow.cursor : null };
    const found = await get(`/v1/invitations?${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value))}`);
    if (asked !== shownNow.asked) return;
    shownNow.cursor = found.nextCursor;
    const lines = found.items.map(line);
    further ? rows.append(...lines) : rows.replaceChildren(...lines);
    more.hidden = !found.nextCursor;
    none.hidden = rows.childElementCount > 0;
  }

  for (const control of [state, order]) control.addEventListener("change", () => made.guarded(() => fill(false)));
  more.addEventListener("click", () => made.guarded(() => fill(true)));
  made.nodes = [
    h("div", { class: "filters" }, state, order),
    h(
      "div",
      { class: "card scrolls", tabindex: 0, role: "group", "aria-label": t("invitation.orders") },
      h(
        "table",
        { class: "number" },
        h(
          "thead",
          {},
          h("tr", {}, ["order", "storefront", "state", "delivered", "next"].map(name => h("th", { scope: "col" }, t(`invitation.${name}`)))),
        ),
        rows,
      ),
      none,
    ),
    h("p", { class: "more" }, more),
  ];
  return made;
}

const time = at => (at ? h("time", { datetime: at }, day(at)) : "");

const line = one =>
  h(
    "tr",
    {},
    h("td", {}, h("button", { class: "bare", onclick: () => history_(one) }, one.orderId ?? t("invitation.state.ERASED"))),
    h("td", {}, one.storefront),
    h("td", {}, h("span", { class: tone(one.state) }, t(`invitation.state.${one.state}`))),
    h("td", {}, time(one.deliveredAt)),
    h("td", {}, time(one.nextAt)),
  );

const tone = state => (state === "ANSWERED" ? "chip calm" : ["BOUNCED", "UNDELIVERED"].includes(state) ? "chip late" : "chip");

/** One order, from its delivery to what came of it. */
function history_(one) {
  dialog(
    t("invitation.history", { order: one.orderId ?? one.orderKey }),
    [
      h("p", {}, one.products.map(product => product.name ?? product.id).join(", ")),
      h(
        "ul",
        { class: "items" },
        one.history.map(happened => h("li", { class: "item" }, h("div", {}, t(`invitation.what.${happened.what}`)), time(happened.at))),
      ),
    ],
    [without(t("close"))],
  );
}
