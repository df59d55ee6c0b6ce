import { call, Refused } from "./api.js";
import { shownOnce, tellFault } from "./dialogs.js";
import { dialog, field, h, select, without } from "/look/dom.js";
import { t } from "/look/i18n.js";
import { text } from "./shapes.js";

// A CRM: where it is, what it may know, and the document that says what it is sent.
const SHIPPED = ["hubspot", "salesforce"];
const EVENTS = ["segment.entered", "segment.left", "case.opened", "case.answered", "case.resolved", "sla.breached", "customer.erased"];
const list = written =>
  written
    .split(",")
    .map(part => part.trim())
    .filter(Boolean);

/** Makes one, or changes the one that is given; a refusal leaves it open, with each fault at its place. */
export function crmDialog(one, done) {
  const inputs = {
    url: text(one?.url ?? "", { type: "url", required: true, placeholder: "https://" }),
    authorization: text("", { type: "password", autocomplete: "off", maxlength: 4096 }),
    storefronts: text(one?.storefronts?.join(", ") ?? "", { placeholder: t("rule.any") }),
    events: text(one?.events?.join(", ") ?? "", { placeholder: t("rule.any") }),
    mapping: h("textarea", { rows: 14, class: "code", spellcheck: "false", required: true, value: one?.mapping ?? "" }),
    event: select(
      EVENTS.map(event => [event, event]),
      EVENTS[0],
    ),
  };
  const shipped = select([["", t("crm.shipped.none")], ...SHIPPED.map(name => [name, t(`crm.shipped.${name}`)])], "", {
    onchange: () => shipped.value && bring(shipped.value, inputs.mapping),
  });
  const fault = h("p", { class: "fault", role: "alert" });
  const shown = h("div", { role: "status" });
  const refused = told => {
    if (!(told instanceof Refused)) return tellFault(told);
    const faults = told.errors?.length ? told.errors : [{ pointer: "", detail: told.message }];
    const elsewhere = faults.filter(found => !place(node, inputs, found));
    fault.replaceChildren(...elsewhere.map(found => h("span", {}, found.detail)));
    node.querySelector("[aria-invalid]")?.focus();
  };
  const attempt = async work => {
    clear(node, inputs, fault);
    await work().catch(refused);
  };
  const save = () =>
    attempt(async () => {
      const made = await call(one ? "PATCH" : "POST", one ? `/v1/endpoints/${one.id}` : "/v1/endpoints", { body: wish(inputs, one) });
      if (!made.secret) await done(); // so that nobody comes back to a list that is about to be replaced
      node.close("yes");
      if (!made.secret) return;
      await shownOnce(t("endpoint.secret"), t("endpoint.secret.once"), made.secret);
      await done();
    });
  const preview = () =>
    attempt(async () => {
      const body = { event: inputs.event.value, mapping: inputs.mapping.value };
      const would = await call("POST", `/v1/endpoints/${one.id}/preview`, { body });
      shown.replaceChildren(h("pre", { class: "code", tabindex: "0", "aria-label": t("crm.preview") }, written(would)));
    });
  const { node } = dialog(
    t("kind.CRM"),
    [
      field(t("endpoint.url"), inputs.url, t("crm.url.hint"), "/url"),
      field(t("crm.authorization"), inputs.authorization, t(one?.authorized ? "crm.authorization.kept" : "crm.authorization.hint"), "/authorization"),
      field(t("endpoint.storefronts"), inputs.storefronts, null, "/storefronts"),
      field(t("endpoint.events"), inputs.events, t("crm.events.hint"), "/events"),
      field(t("crm.shipped"), shipped),
      field(t("crm.mapping"), inputs.mapping, t("crm.mapping.hint"), "/mapping"),
      one && field(t("crm.preview.event"), inputs.event, null, "/event"),
      one && h("button", { type: "button", onclick: preview }, t("crm.preview")),
      shown,
      fault,
    ],
    [without(t("cancel")), h("button", { type: "button", class: "main", onclick: save }, t("save"))],
  );
}

function wish(inputs, one) {
  const body = { url: inputs.url.value.trim(), mapping: inputs.mapping.value };
  if (!one) body.kind = "CRM";
  if (inputs.authorization.value) body.authorization = inputs.authorization.value.trim();
  for (const name of ["storefronts", "events"]) {
    const items = list(inputs[name].value);
    if (items.length || one) body[name] = items.length ? items : ["*"];
  }
  return body;
}

/** True if the fault has a place among the fields. */
function place(node, inputs, found) {
  const name = found.pointer.split("/")[1];
  const room = name && node.querySelector(`[data-pointer="/${name}"]`);
  if (!room) return false;
  const within = found.pointer.slice(name.length + 1);
  room.append(h("span", { class: "line" }, within && [h("code", {}, within), " "], found.detail));
  inputs[name].setAttribute("aria-invalid", "true");
  return true;
}

function clear(node, inputs, fault) {
  fault.replaceChildren();
  for (const room of node.querySelectorAll("[data-pointer]")) room.replaceChildren();
  for (const input of Object.values(inputs)) input.removeAttribute("aria-invalid");
}

async function bring(name, mapping) {
  const answer = await fetch(`/console/crm/${name}.yaml`);
  if (answer.ok) mapping.value = await answer.text();
}

const written = would =>
  [
    `${would.method} ${would.url}`,
    ...Object.entries(would.headers).map(([name, value]) => `${name}: ${value}`),
    "",
    would.body ? JSON.stringify(would.body, null, 2) : "",
  ].join("\n");
