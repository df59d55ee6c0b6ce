import { byId, h } from "/look/dom.js";
import { moment, t } from "/look/i18n.js";
import { goBack, placeIn } from "./focus.js";
import { address, bar, read } from "./scope.js";

// What every page of the dashboard has in common: its head, the filters, and the cards under them.
/**
 * @param options {name, path, more, tools, withoutWindow}: more are the page's own values in the address
 * @return {scope, change, body}: change goes to the same page with other values
 */
export function head(page, go, { name, path, more = {}, tools = [], withoutWindow }) {
  const scope = read();
  document.title = `${t(`place.${name}`)} · Heed`;
  const change = (wanted, other = more) => go(address(path, wanted, other), true);
  const body = h("div", { class: "body" });
  const top = h(
    "div",
    { class: "head" },
    h("h1", {}, t(`place.${name}`)),
    h("p", { class: "sum", id: "asof" }),
    h("div", { class: "end" }, tools, h("button", { class: "bare", onclick: () => window.print() }, t("print"))),
    bar(scope, wanted => change(wanted), withoutWindow),
  );
  // A page may still add to its body what the focus was on: it is put back once all of it is there.
  const place = placeIn(page);
  page.replaceChildren(top, body);
  queueMicrotask(() => goBack(page, place));
  return { scope, change, body };
}

/** When what is shown was asked for. */
export function asOf() {
  const node = byId("asof");
  if (node) node.textContent = t("asof", { at: moment(Date.now(), { hour: "2-digit", minute: "2-digit", second: "2-digit" }) });
}

/** Cards as a page: refreshed together, stopped together. */
export const together = cards => ({
  again: () => {
    cards.forEach(one => one.refresh());
    asOf();
  },
  stop: () => cards.forEach(one => one.stop()),
});

/** The page's own value of the address, of a few that it may be. */
export function own(name, allowed) {
  const given = new URLSearchParams(location.search).get(name);
  return allowed.includes(given) ? given : allowed[0];
}
