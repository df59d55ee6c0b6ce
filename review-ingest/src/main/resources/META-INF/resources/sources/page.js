import { h, toast } from "/look/dom.js";
import { count, day, t, word } from "/look/i18n.js";

// The sources, one card each: how a platform reaches it, what came in the last day, and what may be done there.
const REFUSED = ["rejected", "unsigned", "throttled"];
const OTHER = ["erased", "ignored", "repeated"];


// Each copy counts for itself, and whichever answers has heard some: what one of them has heard stays in use while the page is open.
const heard = { used: new Set(), copies: new Set() };

export function sourcesPage(page) {
  const since = h("span", { class: "sum" });
  const body = h("div", { class: "sources" });
  page.replaceChildren(h("div", { class: "head" }, h("h1", {}, t("place.sources")), since), body);
  const shown = new Map();
  let layout = null;
  return {
    /** @param known what GET /v1/inbound said; null for whoever may not ask */
    renew(known) {
      since.textContent = known ? counted(known.since) : "";
      if (!known) {
        layout = null;
        return body.replaceChildren(h("p", { class: "none card" }, t("source.forbidden")));
      }
      for (const one of known.items) if (inUse(one)) heard.used.add(one.source);
      const now = JSON.stringify([heard.used.size, known.items.map(one => one.source)]);
      if (now !== layout) body.replaceChildren(...furnish(known.items, heard.used, shown));
      layout = now;
      for (const one of known.items) shown.get(one.source).renew(one);
    },
  };
}

function counted(since) {
  heard.copies.add(since);
  return heard.copies.size > 1 ? t("source.copies", { at: day(since) }) : t("source.since", { at: day(since) });
}

const inUse = one => one.webhook || Boolean(one.lastReceivedAt);

function furnish(all, used, shown) {
  const group = (title, items) =>
    items.length
      ? h("section", { "aria-label": title }, h("h2", {}, title), h("ul", { class: "cards" }, items.map(one => made(one, shown))))
      : null;
  const empty = h("section", { class: "card empty" }, h("h2", {}, t("source.none")), h("p", {}, t("source.none.text")));
  return [
    h("p", { class: "lead" }, t("source.lead")),
    group(
      t("source.used"),
      all.filter(one => used.has(one.source)),
    ) ?? empty,
    group(
      t("source.ready"),
      all.filter(one => !used.has(one.source)),
    ),
    adding(),
  ].filter(Boolean);
}

function made(one, shown) {
  const figures = h("dl", { class: "figures" });
  const last = h("p", { class: "faint" });
  const title = `source-${one.source}`;
  shown.set(one.source, {
    renew(fresh) {
      last.textContent = fresh.lastReceivedAt ? t("source.last", { at: day(fresh.lastReceivedAt) }) : t("source.never");
      figures.hidden = !fresh.lastReceivedAt && !Object.values(fresh.lastDay).some(Boolean);
      figures.replaceChildren(...figuresOf(fresh.lastDay));
    },
  });
  return h(
    "li",
    {},
    h(
      "article",
      { class: "card source", "aria-labelledby": title },
      h("div", { class: "title" }, h("h3", { id: title }, one.name), door(one), h("span", { class: "chip" }, word("channel", one.channel))),
      last,
      figures,
      facts(one),
    ),
  );
}

const door = one =>
  one.webhook ? h("span", { class: "chip calm" }, t("source.open")) : h("span", { class: "chip" }, t("source.closed"));

/** What was taken, why others were not, and the rest where there is any. */
function figuresOf(day_) {
  const figure = (name, kind) =>
    h("div", { class: day_[name] && kind ? `figure ${kind}` : "figure" }, h("dt", {}, t(`source.${name}`)), h("dd", { class: "number" }, count(day_[name])));
  return [
    figure("accepted"),
    ...REFUSED.map(name => figure(name, "risk")),
    ...OTHER.filter(name => day_[name]).map(name => figure(name)),
  ];
}

function facts(one) {
  const fact = (label, ...value) => [h("dt", {}, t(label)), h("dd", {}, value)];
  return h(
    "dl",
    { class: "facts" },
    fact("source.address", address(one)),
    fact("source.signature", signature(one)),
    fact("source.storefront", one.storefront ?? t("source.storefront.each")),
    fact("source.files", one.csv ? "JSON, NDJSON, CSV" : "JSON, NDJSON"),
    fact("source.mapping", h("code", {}, one.mapping)),
    fact("source.answer", t(`source.answer.${one.answerAt ?? "UNSAID"}`)),
    fact("source.update", t(`source.update.${one.askForUpdate ?? "unsaid"}`)),
  );
}

function address(one) {
  const url = `${location.origin}/v1/inbound/${one.source}`;
  const copy = () => navigator.clipboard?.writeText(url).then(() => toast(t("source.copied")));
  return [h("code", { class: "wrap" }, url), " ", h("button", { class: "bare", "aria-label": t("source.copy.of", { name: one.name }), onclick: copy }, t("source.copy"))];
}

/** Whether the secret is set, and if not, which settings open the door. The secret itself is never told. */
function signature(one) {
  if (one.signature === "none") return t("source.scheme.none");
  return [t(`source.scheme.${one.signature}`), ". ", ...(one.webhook ? [t("source.secret.set")] : opening(one))];
}

/** A secret without a storefront keeps the service from starting. */
function opening(one) {
  const setting = name => h("code", { class: "wrap" }, `HEED_INBOUND_SOURCES_${one.source.toUpperCase()}_${name}`);
  const secret = [t("source.secret.unset"), " ", setting("SECRET")];
  return one.namesStorefront ? secret : [...secret, " ", t("source.secret.storefront"), " ", setting("STOREFRONT")];
}

/** A source is added by a file: what it looks like is fetched, and is a mapping that is read in a test. */
function adding() {
  const sample = h("pre", { class: "code", tabindex: "0", "aria-label": t("source.add.sample") });
  fetch("/sources/sample.yaml")
    .then(answer => answer.text())
    .then(text => sample.replaceChildren(text.trim()));
  return h(
    "section",
    { class: "card adding", "aria-label": t("source.add") },
    h("h2", {}, t("source.add")),
    h("ol", {}, h("li", {}, t("source.add.file")), h("li", {}, t("source.add.folder"), " ", h("code", {}, "HEED_INBOUND_FOLDER")), h("li", {}, t("source.add.start"))),
    sample,
    h("p", { class: "faint" }, t("source.add.more")),
  );
}
