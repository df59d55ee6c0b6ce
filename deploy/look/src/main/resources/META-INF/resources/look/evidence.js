import { h } from "./dom.js";
import { t, word } from "./i18n.js";

// The words that made Heed think so, marked in the review. A quote that several causes share is one
// mark; a quote inside another goes with the longer one.
export function marked(text, aspects) {
  const places = [];
  for (const { aspect, quote, sentiment } of aspects) {
    const at = quote ? find(text, quote) : -1;
    if (at >= 0) places.push({ from: at, to: at + quote.length, aspects: [aspect], kind: sentiment });
  }
  places.sort((a, b) => a.from - b.from || b.to - a.to);
  const apart = [];
  for (const place of places) {
    const last = apart.at(-1);
    if (!last || place.from >= last.to) apart.push(place);
    else last.aspects.push(...place.aspects.filter(aspect => !last.aspects.includes(aspect)));
  }
  return nodes(text, apart);
}

/** Where a quote is: as written, else without regard to case where that changes no length. */
function find(text, quote) {
  const exact = text.indexOf(quote);
  if (exact >= 0) return exact;
  const [low, lowQuote] = [text.toLowerCase(), quote.toLowerCase()];
  return low.length === text.length && lowQuote.length === quote.length ? low.indexOf(lowQuote) : -1;
}

function nodes(text, places) {
  const out = [];
  let at = 0;
  for (const { from, to, aspects, kind } of places) {
    out.push(
      text.slice(at, from),
      h(
        "mark",
        { data: { aspects: aspects.join(" "), kind }, title: aspects.map(a => word("aspect", a)).join(", ") },
        text.slice(from, to),
      ),
    );
    at = to;
  }
  out.push(text.slice(at));
  return out;
}

/** The causes; pointing at one shows its words. */
export function causes(aspects, review) {
  const names = [...new Set(aspects.map(a => a.aspect))];
  const show = (aspect, on) =>
    review.querySelectorAll("mark").forEach(mark => mark.classList.toggle("lit", on && mark.dataset.aspects.split(" ").includes(aspect)));
  return names.map(aspect => {
    const good = aspects.filter(a => a.aspect === aspect).every(a => a.sentiment === "POSITIVE");
    return h(
      "span",
      { class: good ? "chip calm" : "chip", onmouseenter: () => show(aspect, true), onmouseleave: () => show(aspect, false) },
      word("aspect", aspect),
    );
  });
}

export function stars(given) {
  if (!given) return "";
  const text =
    given.scale === "STARS_5"
      ? "★".repeat(given.value) + "☆".repeat(5 - given.value)
      : given.scale === "THUMBS"
        ? given.value
          ? "▲"
          : "▼"
        : `${given.value}/10`;
  return h("span", { class: "stars", role: "img", "aria-label": ratingWords(given) }, text);
}

export const ratingWords = given =>
  given.scale === "THUMBS"
    ? t(given.value ? "rating.up" : "rating.down")
    : t("rating.of", { value: given.value, best: given.scale === "STARS_5" ? 5 : 10 });
