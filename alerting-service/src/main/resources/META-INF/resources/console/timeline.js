import { h } from "/look/dom.js";
import { day, t, word } from "/look/i18n.js";
import { ratingWords } from "/look/evidence.js";

// What happened, as sentences: who, what, when; and what was said.
const OURS = new Set(["heed", "clock"]);
const LATE = new Set(["sla.breached", "case.escalated"]);
const RISK = new Set(["sla.warned", "case.unacknowledged"]);
const CALM = new Set(["case.answered", "case.resolved", "case.recovered"]);

export function timeline(item) {
  return h(
    "ol",
    { class: "timeline" },
    item.timeline.filter(line => !line.detail.silent).map(line => entry(line, item)),
  );
}

export function entry(line, item) {
  const said = line.detail.text ?? line.detail.resolution ?? (line.type === "case.reopened" ? line.detail.reason : null);
  const inside = line.type === "case.noted" || line.detail.visibility === "INTERNAL";
  const tone = inside ? "inside" : LATE.has(line.type) ? "late" : RISK.has(line.type) ? "risk" : CALM.has(line.type) ? "calm" : "";
  return h(
    "li",
    { class: `entry ${tone}`, data: { type: line.type } },
    h(
      "p",
      {},
      h("b", {}, OURS.has(line.by) ? "Heed" : line.by),
      " ",
      sentence(line),
      " ",
      h("time", { class: "faint number", datetime: line.at }, day(line.at)),
    ),
    said && h("blockquote", { dir: "auto", lang: line.type === "case.answered" ? item.language : null }, said),
  );
}

/** Which promise it is about, where that is not the first answer. */
const about = ({ clock }) => (clock ? ` (${word("clock", clock)})` : "");

function sentence({ type, detail }) {
  if (type === "case.assigned") {
    return t(detail.assignee && detail.team ? "did.assigned.both" : detail.team ? "did.assigned.team" : "did.assigned.person", detail);
  }
  if (type === "case.answered")
    return t(detail.visibility === "INTERNAL" ? "did.noted" : detail.first ? "did.answered.first" : "did.answered");
  if (type === "case.revised") return t("did.revised", { rating: detail.rating ? ratingWords(detail.rating) : "–" });
  if (type === "case.recovered") return t("did.recovered", { from: ratingWords(detail.from), to: ratingWords(detail.to) });
  if (type === "case.opened") return t("did.opened", { cause: word("cause", detail.cause), team: detail.team });
  if (type === "case.cancelled") return t("did.cancelled", { reason: word("cancelled", detail.reason) });
  if (type === "case.escalated") return t("did.escalated", { to: detail.to ? word("to", detail.to) : detail.step });
  if (type === "sla.warned") return t("did.warned", { share: Math.round((detail.fraction ?? 0) * 100) }) + about(detail);
  return t(`did.${type.split(".")[1]}`) + about(detail);
}
