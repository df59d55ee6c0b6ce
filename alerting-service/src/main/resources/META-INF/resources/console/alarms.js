import { getIfThere } from "./api.js";
import { h, say } from "/look/dom.js";
import { count, day, number, percent, t } from "/look/i18n.js";
import { me } from "./me.js";

// What is out of the ordinary, above the queue: many of its cases may have one cause. Alarms are rare and last for hours;
// they are asked for twice a minute, and at once when somebody looks again.
const EVERY = 30_000;
const SHOWN = 3;
const known = new Set();

const where = alarm => [alarm.storefront, alarm.product].filter(Boolean).join(" · ");
const figure = (alarm, value) => (alarm.kind === "VOLUME" ? number(value, { maximumFractionDigits: 1 }) : percent(value));

function cases(alarm) {
  const query = new URLSearchParams({ storefront: alarm.storefront });
  if (alarm.product) query.set("q", alarm.product);
  return `/?${query}`;
}

function row(alarm) {
  return h(
    "li",
    { data: { id: alarm.id } },
    h("span", { class: "where" }, where(alarm)),
    h("span", {}, t(`alarm.${alarm.kind}`)),
    h("span", { class: "number" }, t("alarms.said", { seen: figure(alarm, alarm.seen), expected: figure(alarm, alarm.expected), at: day(alarm.raisedAt) })),
    h("a", { href: cases(alarm) }, t("alarms.cases")),
  );
}

function draw(node, { items, total }) {
  node.hidden = items.length === 0;
  const more = total - Math.min(items.length, SHOWN);
  node.replaceChildren(
    h("h2", {}, t("alarms.now")),
    h("ul", {}, items.slice(0, SHOWN).map(row)),
    h(
      "p",
      { class: "small" },
      more > 0 ? t("alarms.more", { n: more, count: count(more) }) : "",
      " ",
      me.dashboard ? h("a", { href: `${me.dashboard}/alarms` }, t("alarms.dashboard")) : "",
    ),
  );
}

/** One that was not there is said aloud; those that were there when the page came are only shown. */
function told(items, first) {
  const fresh = items.filter(alarm => !known.has(alarm.id));
  items.forEach(alarm => known.add(alarm.id));
  if (fresh.length && !first) say(t("alarms.new", { where: where(fresh[0]), kind: t(`alarm.${fresh[0].kind}`) }));
}

/** @returns {{node, stop}} the strip, empty while nothing is open */
export function alarmStrip() {
  const node = h("section", { id: "alarms", hidden: true, "aria-label": t("alarms.now") });
  let before = null;
  let stopped = false;
  const ask = async () => {
    const found = await getIfThere("/v1/open-alarms").catch(() => null);
    const text = JSON.stringify(found);
    if (stopped || !found || text === before) return;
    told(found.items, before === null && known.size === 0);
    before = text;
    if (!node.contains(document.activeElement)) draw(node, found);
    else before = null; // whoever stands in it keeps his place; it is drawn at the next look
  };
  const again = () => document.visibilityState === "visible" && ask();
  const timer = setInterval(again, EVERY);
  document.addEventListener("visibilitychange", again);
  ask();
  return {
    node,
    stop() {
      stopped = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    },
  };
}
