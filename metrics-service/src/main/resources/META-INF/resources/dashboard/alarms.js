import { get } from "/look/api.js";
import { h, select } from "/look/dom.js";
import { count, day, number, percent, t } from "/look/i18n.js";
import { card, cut } from "./board.js";
import { keeping } from "./focus.js";
import { once } from "./live.js";
import { asOf, head, own, together } from "./page.js";
import { address, query } from "./scope.js";

// What is out of the ordinary, and what would have been ordinary.
const STATES = ["OPEN", "CLEARED", "ALL"];

const path = (scope, state) => `/v1/alarms?${query({ storefront: scope.storefront, product: scope.product }, { state, limit: 200 })}`;

export function alarmsPage(page, go) {
  const state = own("state", STATES);
  const choice = select(
    STATES.map(s => [s, t(`alarms.${s}`)]),
    state,
    { "aria-label": t("alarms.state"), data: { own: "state" } },
  );
  const { scope, change, body } = head(page, go, { name: "alarms", path: "/alarms", more: { state: state === STATES[0] ? "" : state }, tools: choice, withoutWindow: true });
  choice.addEventListener("change", () => change(scope, { state: choice.value === STATES[0] ? "" : choice.value }));
  const all = card({
    title: t(`alarms.${state}`),
    lead: t("alarms.lead"),
    csv: () => path(scope, state),
    load: () => get(path(scope, state)),
    draw: (data, box) => {
      box.replaceChildren(
        data.items.length ? h("ul", { class: "alarms" }, data.items.map(item => row(item, scope))) : h("p", { class: "none" }, t("alarms.none")),
        cut(data),
      );
      return {
        table: data.items.length && {
          columns: [t("alarms.scope"), t("alarms.kind"), t("alarms.raised"), t("alarms.seen"), t("alarms.expected"), t("alarms.limit"), "n"],
          rows: data.items.map(a => [where(a), t(`alarm.${a.kind}`), day(a.raisedAt), figure(a, a.seen), figure(a, a.expected), figure(a, a.limit), count(a.n ?? 0)]),
        },
      };
    },
  });
  body.append(all.node);
  asOf();
  return together([all]);
}

const where = alarm => [alarm.storefront, alarm.product].filter(Boolean).join(" · ");

/** Volumes are numbers, all else is shares. */
const figure = (alarm, value) => (value === null || value === undefined ? "–" : alarm.kind !== "VOLUME" ? percent(value) : number(value, { maximumFractionDigits: 1 }));

function row(alarm, scope) {
  const open = !alarm.clearedAt;
  return h(
    "li",
    { class: "alarm", data: { id: alarm.id } },
    h("span", { class: open ? "chip late" : "chip calm" }, open ? t("alarms.open") : t("alarms.cleared")),
    h("a", { class: "name", data: { act: "open" }, href: address("/", { ...scope, storefront: alarm.storefront, product: alarm.product ?? "", window: "24h" }, { kpi: "negative" }) }, where(alarm)),
    h("strong", {}, t(`alarm.${alarm.kind}`)),
    h("span", { class: "number" }, t("alarms.said", { seen: figure(alarm, alarm.seen), expected: figure(alarm, alarm.expected), limit: figure(alarm, alarm.limit), n: count(alarm.n ?? 0) })),
    h("span", { class: "faint" }, alarm.clearedAt ? t("alarms.span", { from: day(alarm.raisedAt), to: day(alarm.clearedAt) }) : t("alarms.since", { at: day(alarm.raisedAt) })),
  );
}

/** The open ones, above everything; nothing where there is none, or where they can not be asked for. */
export function alarmStrip(scope) {
  const node = h("div", { class: "strip", role: "status", hidden: true });
  let stopped = false;
  const refresh = once(async () => {
    const found = await get(path(scope, "OPEN")).catch(() => null);
    if (stopped) return;
    const items = found?.items ?? [];
    node.hidden = items.length === 0;
    const told = [
      h("strong", {}, t("alarms.strip", { n: items.length, count: count(items.length) + (found?.nextCursor ? "+" : "") })),
      h("span", {}, items.slice(0, 3).map(a => `${where(a)}: ${t(`alarm.${a.kind}`)}`).join(" · ")),
      h("a", { href: address("/alarms", scope) }, t("see.all")),
    ];
    keeping(node, () => node.replaceChildren(...told));
  });
  refresh();
  return {
    node,
    refresh,
    stop: () => {
      stopped = true;
    },
  };
}
