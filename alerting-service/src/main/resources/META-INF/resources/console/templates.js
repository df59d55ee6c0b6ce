import { call, getIfThere } from "./api.js";
import { sure, tellFault } from "./dialogs.js";
import { dialog, field, h, select, without } from "/look/dom.js";
import { languageName, languages, t } from "/look/i18n.js";
import { text } from "./shapes.js";

// Reply templates: those that come with Heed can be read, one's own written.
export async function templatesSection(_, redraw) {
  const answer = await getIfThere("/v1/templates");
  if (!answer) return null;
  const item = one =>
    h(
      "li",
      { class: "item" },
      h(
        "div",
        {},
        h("b", {}, one.title),
        " ",
        h("span", { class: "chip" }, languageName(one.language)),
        one.builtIn && [" ", h("span", { class: "chip" }, t("template.builtIn"))],
        h("p", { class: "faint pre", lang: one.language }, one.text),
      ),
      !one.builtIn &&
        h(
          "div",
          { class: "acts" },
          h("button", { class: "bare", onclick: () => edit(one, redraw) }, t("edit")),
          h("button", { class: "bare bad", onclick: () => remove(one, redraw) }, t("remove")),
        ),
    );
  const ownFirst = answer.items.toSorted((a, b) => Number(a.builtIn) - Number(b.builtIn));
  return [
    h("p", { class: "lead" }, t("settings.templates.lead")),
    h("ul", { class: "card items" }, ownFirst.map(item)),
    h("div", { class: "under" }, h("button", { onclick: () => edit({}, redraw) }, t("add"))),
  ];
}

async function edit(one, redraw) {
  const id = text(one.id, { required: true, disabled: Boolean(one.id), pattern: "[A-Za-z0-9._\\-]+" });
  const title = text(one.title, { required: true });
  const language = select(languages(), one.language ?? document.documentElement.lang);
  const words = h("textarea", { rows: 8, required: true, value: one.text ?? "" });
  const { closed } = dialog(
    t("settings.template"),
    [field(t("id"), id), field(t("name"), title), field(t("language"), language), field(t("template.text"), words, t("template.hint"))],
    [without(t("cancel")), h("button", { value: "yes", class: "main" }, t("save"))],
  );
  if ((await closed) !== "yes") return;
  await call("PUT", `/v1/templates/${encodeURIComponent(id.value.trim())}`, {
    body: { title: title.value.trim(), language: language.value, text: words.value },
  }).catch(tellFault);
  redraw();
}

async function remove(one, redraw) {
  if (!(await sure(t("remove"), one.title, t("remove")))) return;
  await call("DELETE", `/v1/templates/${encodeURIComponent(one.id)}`).catch(tellFault);
  redraw();
}
