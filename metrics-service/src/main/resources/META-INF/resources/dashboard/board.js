import { Refused } from "/look/api.js";
import { h } from "/look/dom.js";
import { count, t } from "/look/i18n.js";
import { download, save } from "./export.js";
import { keeping } from "./focus.js";
import { once } from "./live.js";

// A card of a board: it loads, and shows what came of it, also as a table. While it loads again it keeps what
// it showed.
/**
 * @param options {title, lead, wide, tools, load, draw, empty, none, csv}: load answers a promise; draw(data, box) shows it and
 *   answers {stop, table: {columns, rows}, csv: {name, rows}}, each optional; empty(data) says there is nothing, none says so in words of its own; csv() is
 *   the path of a table that the service makes
 */
export function card(options) {
  const box = h("div", { class: "inside", "aria-busy": "true" });
  const asTable = h("button", { class: "bare small", "aria-pressed": "false", hidden: true, onclick: () => turn() }, t("card.table"));
  const asCsv = h("button", { class: "bare small", hidden: true, onclick: () => (options.csv ? download(options.csv()) : save(shown.csv)) }, "CSV");
  const id = `card-${++card.counted}`;
  const node = h(
    "section",
    { class: options.wide ? "card board-card wide" : "card board-card", "aria-labelledby": id },
    h("header", {}, h("h2", { id }, options.title), h("span", { class: "tools" }, options.tools, asTable, asCsv)),
    options.lead && h("p", { class: "faint lead" }, options.lead),
    box,
  );
  let shown = {};
  let stopped = false;
  let table = false;
  let last;

  function turn() {
    table = !table;
    asTable.setAttribute("aria-pressed", String(table));
    asTable.textContent = t(table ? "card.drawing" : "card.table");
    show(last);
  }

  function show(data) {
    last = data;
    shown.stop?.();
    shown = {};
    node.dataset.state = "shown";
    asCsv.hidden = true;
    if (options.empty?.(data)) {
      node.dataset.state = "empty";
      asTable.hidden = true;
      box.replaceChildren(h("p", { class: "none" }, options.none ?? t("card.empty")));
      return;
    }
    shown = options.draw(data, box) ?? {};
    asTable.hidden = !shown.table;
    asCsv.hidden = !options.csv && !shown.csv;
    if (!table || !shown.table) return;
    shown.stop?.();
    shown = { csv: shown.csv, table: shown.table };
    box.replaceChildren(tableOf(shown.table, options.title));
  }

  function fail(refused) {
    if (last !== undefined && !(refused instanceof Refused)) return; // away for a moment: what was shown is kept
    shown.stop?.();
    shown = {};
    last = undefined;
    asTable.hidden = true;
    asCsv.hidden = true;
    const away = refused instanceof Refused && (refused.status === 404 || refused.status === 405);
    node.dataset.state = away ? "missing" : "fault";
    const text = away ? t("card.missing") : refused instanceof Refused && refused.status < 500 ? refused.message : t("fault.away");
    box.replaceChildren(
      h("div", { class: "none" }, h("p", { class: away ? "" : "fault" }, text), !away && h("button", { onclick: refresh }, t("card.again"))),
    );
  }

  const refresh = once(async () => {
    box.setAttribute("aria-busy", "true");
    let data;
    try {
      data = await options.load();
    } catch (refused) {
      if (!stopped) fail(refused);
      return;
    } finally {
      box.removeAttribute("aria-busy");
    }
    if (!stopped) keeping(box, () => show(data));
  });

  const stop = () => {
    stopped = true;
    shown.stop?.();
  };
  box.append(h("div", { class: "wait", role: "status" }, h("span", { class: "away" }, t("card.waiting"))));
  refresh();
  return { node, refresh, stop };
}
card.counted = 0;

/** @param told {columns: [text], rows: [[text or node]]}; numbers are aligned by their own look */
export function tableOf({ columns, rows }, caption) {
  return h(
    "div",
    { class: "scrolls", tabindex: "0", role: "group", "aria-label": caption },
    h(
      "table",
      {},
      h("caption", { class: "away" }, caption),
      h("thead", {}, h("tr", {}, columns.map(name => h("th", { scope: "col" }, name)))),
      h(
        "tbody",
        {},
        rows.map(row => h("tr", {}, row.map((cell, i) => (i ? h("td", {}, cell) : h("th", { scope: "row" }, cell))))),
      ),
    ),
  );
}

/** Says of a list that only its beginning is shown. */
export const cut = ({ items, nextCursor }) => h("p", { class: "faint lead cut", hidden: !nextCursor }, t("card.cut", { n: items.length, count: count(items.length) }));

/** A stretch of a bar, as a fraction of the whole. */
export function stretch(fraction, attributes = {}, ...children) {
  const node = h("span", attributes, ...children);
  node.style.inlineSize = `${Math.max(0, Math.min(1, fraction)) * 100}%`;
  return node;
}
