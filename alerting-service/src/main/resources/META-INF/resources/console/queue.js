import { alarmStrip } from "./alarms.js";
import { act, each, get } from "./api.js";
import { state } from "./clock.js";
import { assignDialog, nameDialog } from "./dialogs.js";
import { byId, h, say, toast } from "/look/dom.js";
import { address, bar, matches, read, request, saveView } from "./filters.js";
import { count, t } from "/look/i18n.js";
import { onKeys } from "/look/keys.js";
import { hear } from "./live.js";
import { load } from "./load.js";
import { me } from "./me.js";
import { fill, makeRow } from "./row.js";

// The queue: what is due next comes first. Rows stay the elements they are while cases change, so
// that focus, selection and the place one reads at are never lost.
const PAGE = 100;
const queue = { filters: null, items: new Map(), nodes: new Map(), selected: new Set(), cursor: null, current: null, scroll: 0 };

// What is heard while a list is on its way may be newer than the list: of each list, case by id.
const underWay = new Set();

// Of those that were taken away, the version that was; an older answer does not bring them back.
const left = new Map();
const REMEMBERED = 1000;
let asks = 0;
let answered = 0;

/** Ids as they are listed, for going from case to case. */
export const order = () => sorted().map(item => item.id);
export const focusSearch = () => byId("search")?.focus();

export function queuePage(page, go) {
  const wanted = read();
  const same = queue.filters && address(queue.filters) === address(wanted);
  queue.filters = wanted;
  if (!same) Object.assign(queue, { items: new Map(), nodes: new Map(), selected: new Set(), cursor: null, current: null, scroll: 0 });
  document.title = `${t("place.queue")} · Heed`;
  const alarms = alarmStrip();
  page.replaceChildren(
    head(go),
    alarms.node,
    h("div", { id: "bulk", class: "card", role: "toolbar", "aria-label": t("bulk.all"), hidden: true }),
    h("ul", { id: "rows", class: "card", "aria-label": t("queue.list") }),
    h("p", { id: "none", class: "none", hidden: true }, t("queue.none")),
    h("p", { class: "more" }, h("button", { id: "more", hidden: true, onclick: () => fetchPage(true) }, t("more"))),
  );
  queue.nodes.clear();
  draw();
  fetchPage(false).then(() => window.scrollTo(0, queue.scroll));
  const summed = () => {
    sum();
    const teams = document.querySelector("[data-filter=team]");
    if (teams?.options.length === 1 && load.teams().length) bars(go);
  };
  const stop = hear({ changed, gone, again: () => fetchPage(false) });
  document.addEventListener("heed:load", summed);
  onKeys(keys(go));
  return () => {
    queue.scroll = window.scrollY;
    stop();
    alarms.stop();
    document.removeEventListener("heed:load", summed);
  };
}

function head(go) {
  const keep = () => nameDialog(t("view.save"), name => saveView(name, address(queue.filters)));
  return h(
    "div",
    { class: "head" },
    h("h1", {}, t("place.queue")),
    h("p", { class: "sum number", id: "sum" }),
    h("div", { class: "end" }, h("button", { class: "bare", id: "keep", onclick: keep }, t("view.save"))),
    bars(go, true),
  );
}

function bars(go, fresh = false) {
  const node = bar(queue.filters, (filters, typing) => {
    const query = address(filters);
    if (!typing) return go(query ? `/?${query}` : "/");
    history.replaceState(null, "", query ? `/?${query}` : "/");
    queue.filters = filters;
    queue.items.clear();
    return fetchPage(false).then(() => bars(go));
  });
  const old = document.querySelector(".filters");
  if (fresh || !old) return node;
  const typed = document.activeElement?.id === "search";
  const selects = [...node.querySelectorAll("select")]; // each leaves it for its place
  if (typed) old.querySelectorAll("select").forEach((was, i) => was.replaceWith(selects[i]));
  else old.replaceWith(node);
  return node;
}

async function fetchPage(more) {
  const asked = queue.filters;
  const { cursor } = queue;
  const turn = more ? answered : ++asks;
  const heard = new Map();
  underWay.add(heard);
  try {
    const page = await get(request(asked, more ? cursor : null, PAGE));
    // of two lists the one that was asked for later stands, and a further page follows what it was asked behind
    if (asked !== queue.filters || turn < answered || (more && cursor !== queue.cursor)) return;
    answered = turn;
    if (!more) queue.items.clear();
    page.items.filter(isNews).forEach(item => queue.items.set(item.id, item));
    queue.cursor = page.nextCursor;
    [...heard.values()].filter(isNews).forEach(item => (isShown(item) ? queue.items.set(item.id, item) : queue.items.delete(item.id)));
    draw();
  } catch (refused) {
    if (refused.status !== 401) toast(refused.message, true);
  } finally {
    underWay.delete(heard);
  }
}

const isNews = item => item.version >= (queue.items.get(item.id)?.version ?? left.get(item.id) ?? 0);

/** True if it belongs here, and not behind the part that was fetched. */
function isShown(item) {
  if (!matches(queue.filters, item, state(item.sla))) return false;
  return queue.items.has(item.id) || !queue.cursor || !queue.items.size || dueAt(item) <= dueAt(sorted().at(-1));
}

const dueAt = item => Date.parse(item.nextDueAt);

function sorted() {
  return [...queue.items.values()].sort((a, b) => dueAt(a) - dueAt(b) || a.id.localeCompare(b.id));
}

function changed(item) {
  const known = queue.items.has(item.id);
  if (!isNews(item)) return undefined;
  underWay.forEach(heard => heard.get(item.id)?.version > item.version || heard.set(item.id, item));
  if (!isShown(item)) return leave(item.id, item.version);
  queue.items.set(item.id, item);
  draw();
  if (known) return undefined;
  queue.nodes.get(item.id)?.classList.add("arrives");
  return say(t("queue.arrived", { product: item.product.name ?? item.product.id }));
}

const gone = id => leave(id, Infinity);

function leave(id, version) {
  left.delete(id);
  left.set(id, version);
  if (left.size > REMEMBERED) left.delete(left.keys().next().value);
  if (!queue.items.has(id)) return;
  const rows = order();
  const next = rows[rows.indexOf(id) + 1] ?? rows[rows.indexOf(id) - 1];
  const focused = queue.nodes.get(id)?.contains(document.activeElement);
  queue.items.delete(id);
  queue.selected.delete(id);
  if (queue.current === id) queue.current = next ?? null;
  draw();
  if (focused && next) focusRow(next);
}

function draw() {
  const list = byId("rows");
  if (!list) return;
  const items = sorted();
  const focused = document.activeElement;
  items.forEach((item, i) => {
    let node = queue.nodes.get(item.id);
    if (!node)
      queue.nodes.set(
        item.id,
        (node = makeRow(item, pick, id => {
          queue.current = id;
        })),
      );
    fill(node, item, queue.selected.has(item.id), queue.current === item.id);
    if (list.children[i] !== node) list.insertBefore(node, list.children[i] ?? null);
  });
  [...list.children].slice(items.length).forEach(node => {
    queue.nodes.delete(node.dataset.id);
    node.remove();
  });
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
  byId("none").hidden = items.length > 0;
  list.hidden = !items.length;
  byId("more").hidden = !queue.cursor;
  bulk();
  sum();
}

function sum() {
  const node = byId("sum");
  if (!node) return;
  const [late, risk] = [load.total("late"), load.total("atRisk")];
  const waiting = load.total("open") === null ? null : load.total("open") + load.total("acknowledged");
  node.replaceChildren(
    ...(waiting === null
      ? []
      : [
          t("queue.waiting", { n: waiting, count: count(waiting) }),
          risk ? h("span", { class: "risk" }, ` · ${t("queue.risk", { n: risk, count: count(risk) })}`) : "",
          late ? h("span", { class: "late" }, ` · ${t("queue.late", { n: late, count: count(late) })}`) : "",
        ]),
  );
}

function pick(id, on = !queue.selected.has(id)) {
  on ? queue.selected.add(id) : queue.selected.delete(id);
  draw();
}

function bulk() {
  const n = queue.selected.size;
  byId("bulk").hidden = n === 0;
  if (!n) return byId("bulk").replaceChildren();
  return byId("bulk").replaceChildren(
    h("b", {}, t("bulk.chosen", { n, count: count(n) })),
    h("button", { class: "main", onclick: acknowledge }, t("act.acknowledge"), h("kbd", {}, "a")),
    h("button", { onclick: assign }, t("act.assign"), h("kbd", {}, "s")),
    h(
      "button",
      {
        class: "bare",
        onclick: () => {
          order().forEach(id => queue.selected.add(id));
          draw();
        },
      },
      t("bulk.every"),
    ),
    h("button", { class: "bare", onclick: clear }, t("bulk.clear"), h("kbd", {}, "Esc")),
  );
}

function clear() {
  queue.selected.clear();
  draw();
}

const chosen = () => (queue.selected.size ? [...queue.selected] : [queue.current]).map(id => queue.items.get(id)).filter(Boolean);

async function onAll(items, name, body, done) {
  let well = 0;
  const told = [];
  await each(items, async item => {
    try {
      changed(await act(item, name, body));
      well++;
    } catch (refused) {
      told.push(refused.status === 412 ? t("bulk.stale") : refused.message);
      if (refused.status === 412 || refused.status === 404) get(`/v1/cases/${item.id}`).then(changed, why => why.status === 404 && gone(item.id));
    }
  });
  if (well) toast(t(done, { n: well, count: count(well) }));
  if (told.length) toast(`${told.length} × ${told[0]}`, true);
  clear();
}

const acknowledge = () =>
  onAll(
    chosen().filter(item => item.status === "OPEN"),
    "acknowledge",
    undefined,
    "bulk.acknowledged",
  );
const mine = () => me.name && onAll(chosen(), "assign", { assignee: me.name }, "bulk.assigned");
function assign() {
  const items = chosen();
  if (items.length) assignDialog(items[0], to => onAll(items, "assign", to, "bulk.assigned"));
}

function focusRow(id) {
  queue.current = id;
  const node = queue.nodes.get(id);
  draw();
  node?.querySelector("a").focus({ preventScroll: true });
  node?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const rows = order();
  if (!rows.length) return;
  const at = rows.indexOf(queue.current);
  focusRow(rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))]);
}

function keys(go) {
  const open = hash => () => queue.current && go(`/cases/${queue.current}${hash}`);
  return {
    j: ["keys.next", () => step(1)],
    k: ["keys.before", () => step(-1)],
    x: ["keys.choose", () => queue.current && pick(queue.current)],
    Enter: ["keys.open", open("")],
    a: ["act.acknowledge", acknowledge],
    s: ["act.assign", assign],
    m: ["act.mine", mine],
    r: ["act.answer", open("#answer")],
    e: ["act.resolve", open("#resolve")],
    Escape: ["bulk.clear", clear],
  };
}
