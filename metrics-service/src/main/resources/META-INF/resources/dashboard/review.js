import { get, getIfThere } from "/look/api.js";
import { h } from "/look/dom.js";
import { causes, marked, stars } from "/look/evidence.js";
import { countryName, day, languageName, number, t, word } from "/look/i18n.js";
import { onKeys } from "/look/keys.js";
import { keeping } from "./focus.js";
import { once } from "./live.js";
import { me, moderates } from "./me.js";
import { decide, displayChip } from "./moderation.js";
import { head } from "./page.js";
import { address, read } from "./scope.js";

// One review: what was said, what Heed made of it, and what became of it.
export function reviewPage(page, go, id) {
  const back = () => (history.length > 1 ? history.back() : go(address("/reviews", read())));
  const { body } = head(page, go, {
    name: "reviews",
    path: `/reviews/${id}`,
    withoutWindow: true,
    tools: h("button", { class: "bare", onclick: back }, t("back")),
  });
  page.querySelector(".scope").remove();
  let stopped = false;
  const again = once(async () => {
    try {
      const [item, display] = await Promise.all([get(`/v1/reviews/${id}`), getIfThere(`/v1/reviews/${id}/display`).catch(() => null)]);
      if (!stopped) show(item, display);
    } catch (refused) {
      if (stopped) return;
      body.replaceChildren(h("p", { class: "none" }, refused.status === 404 || refused.status === 400 ? t("review.gone") : t("fault.away")));
    }
  });

  function show(item, display) {
    document.title = `${item.product.name ?? item.product.id} · Heed`;
    const acts = moderates() ? decide(() => [item], again) : {};
    const one = h("div", { class: "one" }, said(item), h("aside", {}, facts(item), moderates() && moderation(item, display, acts)));
    keeping(page, () => body.replaceChildren(one));
    onKeys({ ...acts, Escape: ["back", back] });
  }
  again();
  return {
    again,
    stop: () => {
      stopped = true;
    },
  };
}

function said(item) {
  const aspects = item.tags?.aspects ?? [];
  const node = h(
    "article",
    { class: "card said" },
    h("p", { class: "by" }, stars(item.rating), h("span", { class: "faint" }, day(item.submittedAt ?? item.receivedAt))),
    item.title && h("h2", { lang: item.language, dir: "auto" }, marked(item.title, aspects)),
    h("p", { class: "text", lang: item.language, dir: "auto" }, item.text ? marked(item.text, aspects) : t("review.wordless")),
  );
  node.append(h("div", { class: "chips" }, causes(aspects, node)));
  return node;
}

function facts(item) {
  const tags = item.tags ?? {};
  const row = (name, value) => value && [h("dt", {}, t(name)), h("dd", {}, value)];
  const score = tags.sentiment && number(tags.sentiment.score, { maximumFractionDigits: 2, signDisplay: "exceptZero" });
  const survey = item.survey && ["nps", "csat", "ces"].filter(name => item.survey[name] !== null && item.survey[name] !== undefined);
  return h(
    "dl",
    { class: "card facts" },
    row("review.sentiment", `${word("label", tags.sentiment?.label ?? "UNTAGGED")}${score ? ` (${score})` : ""}`),
    tags.sentiment?.mismatch && row("review.mismatch", t("yes")),
    row("review.product", item.product.name ?? item.product.id),
    row("scope.storefront.one", item.storefront),
    row("by.channel", word("channel", item.channel)),
    row("review.source", item.source?.name),
    row("by.language", item.language && languageName(item.language)),
    row("by.country", item.country && countryName(item.country)),
    (survey ?? []).map(name => row(`survey.${name}`, String(item.survey[name]))),
    row("review.display", displayChip(item)),
    row("review.case", item.caseId && (me.console ? h("a", { href: `${me.console}/cases/${item.caseId}` }, t("review.case.open")) : t("yes"))),
  );
}

const moderation = (item, display, acts) =>
  h(
    "div",
    { class: "card acts" },
    h("h2", {}, t("place.moderation")),
    display?.held.length > 0 && h("p", { class: "chips" }, display.held.map(hold => h("span", { class: "chip risk" }, word("held", hold)))),
    h(
      "div",
      { class: "buttons" },
      item.display !== "PUBLISHED" && h("button", { class: "main", data: { act: "publish" }, onclick: acts.p[1] }, t("act.publish"), " ", h("kbd", { "aria-hidden": "true" }, "p")),
      item.display !== "HIDDEN" && h("button", { data: { act: "hide" }, onclick: acts.h[1] }, t("act.hide"), " ", h("kbd", { "aria-hidden": "true" }, "h")),
    ),
    display?.history.length > 0 && h("ol", { class: "history" }, display.history.map(decided)),
  );

const decided = entry =>
  h(
    "li",
    {},
    displayChip(entry),
    " ",
    h("span", { class: "faint" }, [entry.by === null ? "" : entry.by, day(entry.at)].filter(Boolean).join(" · ")),
    entry.reason && h("p", {}, entry.reason),
  );
