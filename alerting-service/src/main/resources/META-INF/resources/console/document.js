import { call, getIfThere } from "./api.js";
import { h, toast } from "/look/dom.js";
import { day, t } from "/look/i18n.js";

/** The whole as YAML, to keep in git and to bring back; and who changed it when. */
export async function documentSection(draft) {
  const yaml = await call("GET", "/v1/routing", { accept: "application/yaml" }).catch(() => null);
  const versions = await getIfThere("/v1/routing/versions").catch(() => null);
  const area = h("textarea", {
    rows: 20,
    spellcheck: "false",
    class: "code",
    "aria-label": t("settings.document"),
    value: yaml ?? JSON.stringify(draft.document, null, 2),
  });
  const send = async () => {
    try {
      await call("PUT", "/v1/routing", { body: area.value, version: draft.version, type: yaml ? "application/yaml" : "application/json" });
      toast(t("settings.saved"));
      location.reload();
    } catch (refused) {
      faults.replaceChildren(
        ...(refused.errors.length ? refused.errors : [{ pointer: "", detail: refused.message }]).map(fault =>
          h("li", {}, h("code", {}, fault.pointer), " ", fault.detail),
        ),
      );
    }
  };
  const faults = h("ul");
  return [
    h("p", { class: "lead" }, t("settings.document.lead")),
    area,
    h("div", { class: "fault", role: "alert" }, faults),
    h("div", { class: "under" }, h("button", { class: "main", onclick: send }, t("save"))),
    versions?.items.length > 0 &&
      h(
        "ul",
        { class: "card items" },
        versions.items.map(one =>
          h(
            "li",
            { class: "item" },
            h("div", {}, h("b", { class: "number" }, `v${one.version}`), ` ${one.by} `, h("span", { class: "faint number" }, day(one.at))),
          ),
        ),
      ),
  ];
}
