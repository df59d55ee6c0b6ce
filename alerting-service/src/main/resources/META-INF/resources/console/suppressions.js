import { call, get } from "./api.js";
import { sure, tellFault } from "./dialogs.js";
import { dialog, field, h, without } from "/look/dom.js";
import { day, t } from "/look/i18n.js";
import { me } from "./me.js";

// Who is not to be asked. Only hashes are kept, so a line tells since when and why, and never who.
const PAGE = 100;

export async function suppressions(section) {
  const found = await get(`/v1/suppressions?limit=${PAGE}`);
  const redraw = () => suppressions(section).catch(tellFault);
  const mayChange = me.may("lead", "admin");
  section.replaceChildren(
    h("h2", {}, t("suppression.title")),
    h("p", { class: "lead" }, t("suppression.lead")),
    found.items.length
      ? h("ul", { class: "card items" }, found.items.map(one => item(one, mayChange, redraw)))
      : h("p", { class: "card none" }, t("suppression.none")),
    mayChange ? h("div", { class: "under" }, h("button", { onclick: () => add(redraw) }, t("add"))) : "",
  );
}

const item = (one, mayChange, redraw) =>
  h(
    "li",
    { class: "item" },
    h(
      "div",
      {},
      h("b", {}, t(`suppression.kind.${one.kind}`)),
      " ",
      h("span", { class: "chip" }, t(`suppression.reason.${one.reason}`)),
      h("p", { class: "faint" }, h("time", { datetime: one.at }, day(one.at)), ` · ${one.storefront}`, one.by ? ` · ${one.by}` : ""),
    ),
    mayChange && h("div", { class: "acts" }, h("button", { class: "bare bad", onclick: () => remove(one, redraw) }, t("remove"))),
  );

async function add(redraw) {
  const storefront = h("input", { maxlength: 200, autocomplete: "off" });
  const customer = h("input", { maxlength: 200, autocomplete: "off" });
  const email = h("input", { type: "email", maxlength: 200, autocomplete: "off" });
  const { closed } = dialog(
    t("suppression.add"),
    [field(t("invitation.storefront"), storefront), field(t("suppression.customer"), customer), field(t("suppression.email"), email)],
    [without(t("cancel")), h("button", { value: "yes", class: "main" }, t("save"))],
  );
  if ((await closed) !== "yes") return;
  const wish = { storefront: storefront.value.trim(), customerId: customer.value.trim(), email: email.value.trim() };
  await call("POST", "/v1/suppressions", { body: Object.fromEntries(Object.entries(wish).filter(([, value]) => value)) }).catch(tellFault);
  redraw();
}

async function remove(one, redraw) {
  if (!(await sure(t("remove"), t("suppression.remove.text"), t("remove")))) return;
  await call("DELETE", `/v1/suppressions/${one.id}`).catch(tellFault);
  redraw();
}
