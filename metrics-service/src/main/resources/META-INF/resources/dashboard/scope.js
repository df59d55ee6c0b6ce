import { get } from "/look/api.js";
import { h, select } from "/look/dom.js";
import { count, countryName, languageName, t, word } from "/look/i18n.js";
import { me } from "./me.js";

// What every page looks at: how far back, and which reviews. It is in the address, so that it can be kept,
// sent and gone back to.
export const WINDOWS = ["24h", "7d", "30d", "90d"];
export const DIMENSIONS = ["storefront", "product", "country", "channel", "language"];
const USUAL = "30d";

export function read(search = location.search) {
  const given = new URLSearchParams(search);
  const scope = Object.fromEntries(DIMENSIONS.map(name => [name, given.get(name) ?? ""]));
  const span = given.get("window");
  return { window: WINDOWS.includes(span) ? span : USUAL, ...scope };
}

const filled = values => Object.entries(values).filter(([, value]) => value !== "" && value !== null && value !== undefined);

/** What the service is asked with. */
export const query = (scope, more = {}) => new URLSearchParams(filled({ ...scope, ...more })).toString();

/** Where the page is that shows this. */
export function address(path, scope, more = {}) {
  const kept = { ...scope, window: scope.window === USUAL ? "" : scope.window };
  const search = new URLSearchParams(filled({ ...kept, ...more })).toString();
  return search ? `${path}?${search}` : path;
}

/** One storefront is meant: chosen, or the only one that may be seen. */
export const oneStorefront = scope => scope.storefront || (me.storefronts?.length === 1 ? me.storefronts[0] : "");

const naming = {
  country: countryName,
  language: languageName,
  channel: value => word("channel", value),
};
/** How a value of a dimension is called. */
export const named = (dimension, value) => (value === null || value === "" ? t("unknown") : (naming[dimension]?.(value) ?? value));

const known = new Map();

/** The values that there are in the window, most counted first. */
async function values(dimension, scope) {
  const storefront = dimension === "storefront" ? "" : scope.storefront;
  const path = `/v1/kpis/by/${dimension}?${query({ window: scope.window, storefront }, { kpi: "reviews", limit: 200 })}`;
  const before = known.get(path);
  if (before && before.at > Date.now() - 60_000) return before.items;
  const items = (await get(path)).items.filter(item => item.key !== null);
  known.set(path, { at: Date.now(), items });
  return items;
}

/** The row of filters; change is called with all of them. */
export function bar(scope, change, withoutWindow) {
  const spans = h(
    "fieldset",
    { class: "spans" },
    h("legend", { class: "away" }, t("scope.window")),
    WINDOWS.map(span =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name: "window",
          value: span,
          checked: span === scope.window,
          onchange: () => change({ ...scope, window: span }),
        }),
        h("abbr", { title: t(`window.${span}`) }, t(`span.${span}`)),
      ),
    ),
  );
  const set = DIMENSIONS.filter(name => scope[name]).length;
  const chosen = h("div", { class: "cuts", id: "cuts", data: { open: "" } }, DIMENSIONS.map(name => choice(name, scope, change)), set > 0 && clear(scope, change));
  const opener = h(
    "button",
    {
      class: "phone",
      "aria-expanded": "false",
      "aria-controls": "cuts",
      onclick: () => {
        chosen.dataset.open = chosen.dataset.open ? "" : "yes";
        opener.setAttribute("aria-expanded", String(!!chosen.dataset.open));
      },
    },
    set ? t("scope.set", { n: set, count: count(set) }) : t("scope.filters"),
  );
  return h("div", { class: "scope", role: "search", "aria-label": t("scope.filters") }, !withoutWindow && spans, opener, chosen);
}

const clear = (scope, change) =>
  h("button", { class: "bare", onclick: () => change({ window: scope.window, storefront: "", product: "", country: "", channel: "", language: "" }) }, t("scope.clear"));

function choice(name, scope, change) {
  const lonely = name === "product" && !oneStorefront(scope);
  const node = select([["", t(`scope.${name}`)], ...(scope[name] ? [[scope[name], named(name, scope[name])]] : [])], scope[name], {
    "aria-label": t(`scope.${name}`),
    data: { filter: name, set: scope[name] ? "yes" : "" },
    disabled: lonely,
    title: lonely ? t("scope.product.first") : null,
  });
  node.addEventListener("change", () => {
    const product = name === "storefront" ? "" : scope.product;
    change({ ...scope, product, [name]: node.value });
  });
  if (!lonely) offer(node, name, scope);
  return node;
}

async function offer(node, name, scope) {
  try {
    for (const { key, n } of await values(name, scope)) {
      if (key === scope[name]) continue;
      node.append(h("option", { value: key }, `${named(name, key)} (${count(n)})`));
    }
  } catch {
    // what is chosen stays choosable; the page itself says that the service is away
  }
}
