import { get } from "/look/api.js";
import { h, select } from "/look/dom.js";
import { stars } from "/look/evidence.js";
import { day, languageName, t, word } from "/look/i18n.js";
import { onKeys } from "/look/keys.js";
import { download } from "./export.js";
import { goBack, placeIn } from "./focus.js";
import { once } from "./live.js";
import { asOf, head, own } from "./page.js";
import { keptRows } from "./rows.js";
import { address, query } from "./scope.js";

// The reviews themselves, newest or most significant first.
const SORTS = ["newest", "significance"];
const LABELS = ["", "NEGATIVE", "NEUTRAL", "POSITIVE", "UNTAGGED"];
const PAGE = 50;

export function reviewsPage(page, go) {
  const sort = own("sort", SORTS);
  const sentiment = own("sentiment", LABELS);
  const more = { sort: sort === SORTS[0] ? "" : sort, sentiment };
  const choice = (name, values, value, label) => {
    const node = select(
      values.map(v => [v, label(v)]),
      value,
      { "aria-label": t(`reviews.${name}`), data: { own: name } },
    );
    node.addEventListener("change", () => change(scope, { ...more, [name]: node.value === SORTS[0] ? "" : node.value }));
    return node;
  };
  const path = extra => `/v1/reviews?${query(scope, { ...more, limit: PAGE, ...extra })}`;
  const { scope, change, body } = head(page, go, {
    name: "reviews",
    path: "/reviews",
    more,
    tools: [
      choice("sentiment", LABELS, sentiment, v => (v ? word("label", v) : t("reviews.sentiment"))),
      choice("sort", SORTS, sort, v => t(`reviews.sort.${v}`)),
      h("button", { class: "bare", onclick: () => download(path({ limit: 500 })) }, "CSV"),
    ],
  });
  const list = pages(path, item => briefly(item, scope), t("reviews.none"));
  body.append(list.node);
  onKeys(moving(list.node));
  asOf();
  return list;
}

/**
 * A list that grows by pages and is looked at again from its beginning, without losing its place.
 *
 * @param path of a page, given {cursor}
 * @param drawn told the ids of all rows whenever they were drawn anew
 * @return {node, again, resume, stop}: resume goes back to the row where the focus was last, if it is nowhere now
 */
export function pages(path, draw, none, drawn = () => {}) {
  const rows = h("ul", { class: "reviews card", hidden: true });
  const empty = h("p", { class: "none" }, h("span", { class: "away" }, t("card.waiting")));
  const further = h("button", { hidden: true, onclick: () => grow() }, t("more"));
  const node = h("div", { class: "paged", "aria-busy": "true" }, rows, empty, further);
  let cursor = null;
  let shown = 0;
  let stopped = false;
  let last = null;
  const kept = keptRows(rows);
  rows.addEventListener("focusin", () => (last = placeIn(node)));

  function fill(items, from) {
    const place = placeIn(node);
    const fresh = from === 0 ? kept.show(items, draw) : kept.add(items, draw);
    shown = rows.children.length;
    rows.hidden = shown === 0;
    empty.hidden = shown > 0;
    empty.className = "none";
    empty.textContent = none;
    further.hidden = !cursor;
    if (from === 0) goBack(node, place);
    else if (place && further.hidden) fresh[0]?.querySelector(".what").focus();
    if (from === 0) drawn(new Set(items.map(item => item.id)));
  }

  function fail(refused) {
    const away = refused.status === 404 || refused.status === 405;
    empty.hidden = false;
    empty.className = away ? "none" : "none fault";
    empty.textContent = away ? t("card.missing") : refused.status && refused.status < 500 ? refused.message : t("fault.away");
  }

  const again = once(async () => {
    node.setAttribute("aria-busy", "true");
    try {
      const items = [];
      let next = null;
      do {
        const found = await get(path({ cursor: next ?? "" }));
        items.push(...found.items);
        next = found.nextCursor;
      } while (next && items.length < shown);
      if (stopped) return;
      cursor = next;
      fill(items, 0);
      asOf();
    } catch (refused) {
      if (!stopped && !shown) fail(refused);
    }
    node.removeAttribute("aria-busy");
  });

  async function grow() {
    try {
      const behind = cursor;
      const found = await get(path({ cursor: behind }));
      if (cursor !== behind) return; // the list was looked at again meanwhile, and grew or shrank
      cursor = found.nextCursor;
      fill(found.items, shown);
    } catch (refused) {
      fail(refused);
    }
  }

  again();
  return {
    node,
    again,
    resume: () => {
      if (document.activeElement === document.body) goBack(node, last);
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** j and k move from review to review; focus is the place. */
export function moving(node) {
  const step = by => () => {
    const links = [...node.querySelectorAll(".reviews .what")];
    const at = links.findIndex(link => link === document.activeElement || link.closest("li").contains(document.activeElement));
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  };
  return { j: ["keys.review.next", step(1)], k: ["keys.review.before", step(-1)] };
}

/** A review in a list. */
export function briefly(item, scope, beside) {
  const said = [item.title, item.text].filter(Boolean).join(" – ") || t("review.wordless");
  const label = item.tags?.sentiment?.label ?? "UNTAGGED";
  const aspects = [...new Set((item.tags?.aspects ?? []).map(a => a.aspect))].slice(0, 3);
  return h(
    "li",
    { data: { id: item.id, label } },
    h("div", { class: "when" }, stars(item.rating) || h("span", { class: "faint" }, "–"), h("small", { class: "faint" }, day(item.submittedAt ?? item.receivedAt))),
    h(
      "div",
      { class: "words" },
      h("a", { class: "what", data: { act: "open" }, href: address(`/reviews/${item.id}`, scope), lang: item.language, dir: "auto" }, said),
      h("small", { class: "faint" }, [item.product.name ?? item.product.id, item.storefront, item.language && languageName(item.language)].filter(Boolean).join(" · ")),
    ),
    h("div", { class: "chips" }, sentimentChip(label), aspects.map(a => h("span", { class: "chip" }, word("aspect", a)))),
    beside,
  );
}

export const sentimentChip = label => h("span", { class: "chip", data: { label } }, word("label", label));
