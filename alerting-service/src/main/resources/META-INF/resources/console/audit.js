import { get } from "./api.js";
import { h } from "/look/dom.js";
import { day, t } from "/look/i18n.js";

// Who did what, newest first; the table can be had as a file.
const PAGE = 50;

export async function auditSection() {
  const rows = h("tbody");
  const more = h("button", { hidden: true, onclick: () => fill(true) }, t("more"));
  const who = h("input", { type: "search", "aria-label": t("audit.who"), placeholder: t("audit.who"), onchange: () => fill(false) });
  const outcome = h(
    "select",
    { "aria-label": t("audit.outcome"), onchange: () => fill(false) },
    ["", "DONE", "REFUSED", "UNKNOWN"].map(value => h("option", { value }, t(`audit.outcome.${value || "any"}`))),
  );
  const table = h("a", { class: "button", download: "heed-audit.csv" }, t("audit.csv"));
  const none = h("p", { class: "none", hidden: true }, t("audit.none"));
  const shown = { cursor: null, asked: 0 };

  const query = extra =>
    new URLSearchParams(Object.entries({ who: who.value.trim(), outcome: outcome.value, ...extra }).filter(([, value]) => value));

  async function fill(further) {
    const asked = ++shown.asked;
    const page = await get(`/v1/audit?${query({ limit: PAGE, cursor: further ? shown.cursor : null })}`);
    if (asked !== shown.asked) return;
    shown.cursor = page.nextCursor;
    const lines = page.items.map(line);
    further ? rows.append(...lines) : rows.replaceChildren(...lines);
    more.hidden = !page.nextCursor;
    none.hidden = rows.childElementCount > 0;
  }

  async function save(event) {
    event.preventDefault();
    const answer = await fetch(`/v1/audit?${query({ limit: 500 })}`, { headers: { Accept: "text/csv" } });
    const link = h("a", { href: URL.createObjectURL(await answer.blob()), download: "heed-audit.csv" });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  table.href = "/v1/audit";
  table.onclick = save;
  await fill(false);
  return [
    h("p", { class: "lead" }, t("settings.audit.lead")),
    h("div", { class: "filters" }, who, outcome, table),
    h(
      "div",
      { class: "card scrolls", tabindex: 0, role: "group", "aria-label": t("settings.audit") },
      h(
        "table",
        { class: "number" },
        h("thead", {}, h("tr", {}, ["at", "who", "action", "object", "storefront", "outcome"].map(name => h("th", { scope: "col" }, t(`audit.${name}`))))),
        rows,
      ),
      none,
    ),
    h("p", { class: "more" }, more),
  ];
}

const line = one =>
  h(
    "tr",
    {},
    h("td", {}, h("time", { datetime: one.at }, day(one.at))),
    h("td", { title: one.holder }, one.name || one.holder),
    h("td", {}, h("code", {}, one.action)),
    h("td", {}, one.object ?? ""),
    h("td", {}, one.storefront ?? ""),
    h("td", {}, h("span", { class: one.outcome === "DONE" ? "chip calm" : "chip late" }, `${t(`audit.outcome.${one.outcome}`)} ${one.status}`)),
  );
