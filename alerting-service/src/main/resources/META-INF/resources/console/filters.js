import { h, select } from "/look/dom.js";
import { languageName, t, word } from "/look/i18n.js";
import { load } from "./load.js";
import { me } from "./me.js";

// What the queue shows is in the address: it can be kept, sent and gone back to.
export const NAMES = ["status", "sla", "team", "assignee", "storefront", "language", "q"];
const WAITING = "OPEN,ACKNOWLEDGED";

export function read(search = location.search) {
  const given = new URLSearchParams(search);
  const filters = Object.fromEntries(NAMES.map(name => [name, given.get(name) ?? ""]));
  return { ...filters, status: filters.status || WAITING };
}

export function address(filters) {
  const query = new URLSearchParams();
  NAMES.forEach(name => {
    if (filters[name] && !(name === "status" && filters[name] === WAITING)) query.set(name, filters[name]);
  });
  return query.toString();
}

export function request(filters, cursor, limit) {
  const query = new URLSearchParams({ limit });
  NAMES.forEach(name => filters[name] && query.set(name, filters[name]));
  if (cursor) query.set("cursor", cursor);
  return `/v1/cases?${query}`;
}

const within = (list, value) => !list || list.split(",").includes(value ?? "");

/** The same choice as the service makes, for a case that changed meanwhile. */
export function matches(filters, item, slaNow) {
  const words = [item.title, item.text, item.product.name, item.product.id, item.assignee].filter(Boolean).join(" ").toLowerCase();
  return (
    within(filters.status, item.status) &&
    within(filters.sla, slaNow) &&
    within(filters.team, item.team) &&
    within(filters.storefront, item.storefront) &&
    (!filters.assignee || filters.assignee === item.assignee) &&
    within(filters.language, item.language?.split("-")[0].toLowerCase()) &&
    (!filters.q || words.includes(filters.q.toLowerCase()))
  );
}

const view = (key, filters) => ({ name: t(`view.${key}`), query: address(filters) });

export const builtIn = () =>
  [
    view("waiting", { status: WAITING }),
    me.name && view("mine", { status: "OPEN,ACKNOWLEDGED,ANSWERED", assignee: me.name }),
    view("risk", { status: WAITING, sla: "AT_RISK,BREACHED" }),
    view("answered", { status: "ANSWERED" }),
    view("closed", { status: "RESOLVED,CANCELLED" }),
  ].filter(Boolean);

const KEPT = "heed.views";
export function savedViews() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep(views) {
  localStorage.setItem(KEPT, JSON.stringify(views));
  document.dispatchEvent(new Event("heed:views"));
}

export const saveView = (name, query) => keep([...savedViews().filter(v => v.name !== name), { name, query }]);
export const dropView = name => keep(savedViews().filter(v => v.name !== name));

const STATUSES = [WAITING, "OPEN", "ACKNOWLEDGED", "ANSWERED", "RESOLVED", "CANCELLED", "OPEN,ACKNOWLEDGED,ANSWERED", "RESOLVED,CANCELLED"];
const SLAS = ["", "RUNNING", "AT_RISK", "BREACHED", "AT_RISK,BREACHED", "MET"];
const SPOKEN = ["lv", "sl", "de", "en", "et", "lt", "fr", "es", "it", "pt", "nl", "pl", "hr", "ru", "sk"];

/** The row of filters; change is called with all of them. */
export function bar(filters, change) {
  const choice = (name, options) => {
    const all = options.some(([value]) => value === filters[name]) ? options : [...options, [filters[name], filters[name]]];
    const node = select(all, filters[name], {
      "aria-label": t(`filter.${name}`),
      data: { filter: name, set: filters[name] && name !== "status" ? "yes" : "" },
    });
    node.addEventListener("change", () => change({ ...filters, [name]: node.value }));
    return node;
  };
  const listed = (set, values) =>
    values.map(value => [
      value,
      value
        .split(",")
        .map(v => (v ? word(set, v) : t(`filter.${set}`)))
        .join(" + "),
    ]);
  const teams = load.teams().map(team => [team.team, team.team]);
  const search = h("input", {
    type: "search",
    id: "search",
    "aria-label": t("filter.q"),
    placeholder: t("filter.q"),
    value: filters.q,
    autocomplete: "off",
  });
  let typed;
  search.addEventListener("input", () => {
    clearTimeout(typed);
    typed = setTimeout(() => change({ ...filters, q: search.value.trim() }, true), 250);
  });
  return h(
    "div",
    { class: "filters", role: "search", "aria-label": t("filter.all") },
    search,
    choice("status", listed("status", STATUSES)),
    choice("sla", listed("sla", SLAS)),
    choice("team", [["", t("filter.team")], ...teams]),
    choice("language", [["", t("filter.language")], ...SPOKEN.map(code => [code, languageName(code)])]),
  );
}
