import { h } from "/look/dom.js";
import { t } from "/look/i18n.js";

// A review that was written elsewhere: where an answer may be posted, and what must not be asked.

/** What whoever answers has to know of the platform; nothing of a storefront's own review. */
export function elsewhere(source) {
  if (!source) return [];
  const { name, url, answerAt, askForUpdate } = source;
  const said = [
    h("strong", {}, t("elsewhere.written", { name })),
    answerAt === "PLATFORM" && t("elsewhere.platform"),
    answerAt === "PUBLIC" && t("elsewhere.public"),
    answerAt === "NONE" && t("elsewhere.none"),
    askForUpdate === true && t("elsewhere.may.ask"),
    askForUpdate === false && t("elsewhere.never.ask"),
    url && h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, t("elsewhere.open", { name })),
  ];
  return said.filter(Boolean).flatMap(one => [one, " "]);
}
