import { call, getIfThere } from "./api.js";
import { crmDialog } from "./crm.js";
import { shownOnce, sure, tellFault } from "./dialogs.js";
import { dialog, field, h, select, without } from "/look/dom.js";
import { day, t } from "/look/i18n.js";
import { text } from "./shapes.js";

// Where Heed calls: webhooks, chats and CRMs. A secret is shown once, when it is made, and never again.
const KINDS = ["WEBHOOK", "SLACK", "MATTERMOST", "TEAMS"];
const list = written =>
  written
    .split(",")
    .map(part => part.trim())
    .filter(Boolean);

export async function endpointsSection(_, redraw) {
  const answer = await getIfThere("/v1/endpoints");
  if (!answer) return null;
  const item = one => {
    const outcome = h("p", { class: "outcome", role: "status" });
    return h(
      "li",
      { class: "item" },
      h(
        "div",
        {},
        h("b", { class: "wrap" }, one.url),
        " ",
        h("span", { class: "chip" }, t(`kind.${one.kind}`)),
        !one.enabled && [" ", h("span", { class: "chip late" }, t("endpoint.disabled"))],
        h(
          "p",
          { class: "faint" },
          [one.id, one.storefronts?.join(", "), one.events?.join(", "), one.disabledBecause].filter(Boolean).join(" · "),
        ),
        outcome,
      ),
      h(
        "div",
        { class: "acts" },
        !one.enabled && h("button", { onclick: () => enable(one, redraw) }, t("endpoint.enable")),
        h("button", { onclick: event => test(one, event.target, outcome) }, t("endpoint.test")),
        h("button", { class: "bare", onclick: () => deliveries(one) }, t("endpoint.deliveries")),
        one.kind === "CRM" && h("button", { class: "bare", onclick: () => crmDialog(one, redraw) }, t("crm.edit")),
        (one.kind === "WEBHOOK" || one.kind === "CRM") && h("button", { class: "bare", onclick: () => rotate(one) }, t("endpoint.rotate")),
        h("button", { class: "bare bad", "aria-label": `${t("remove")} ${one.url}`, onclick: () => remove(one, redraw) }, t("remove")),
      ),
    );
  };
  return [
    h("p", { class: "lead" }, t("settings.endpoints.lead")),
    answer.items.length ? h("ul", { class: "card items" }, answer.items.map(item)) : h("p", { class: "none card" }, t("endpoint.none")),
    h("div", { class: "under" }, h("button", { onclick: () => add(redraw) }, t("add")), " ", h("button", { onclick: () => crmDialog(null, redraw) }, t("crm.add"))),
  ];
}

async function add(redraw) {
  const inputs = {
    id: text("", { pattern: "[a-z0-9][a-z0-9._\\-]*", maxlength: 60 }),
    url: text("", { type: "url", required: true, placeholder: "https://" }),
    kind: select(
      KINDS.map(kind => [kind, t(`kind.${kind}`)]),
      "WEBHOOK",
    ),
    storefronts: text("", { placeholder: t("rule.any") }),
    events: text("", { placeholder: t("rule.any") }),
  };
  const { closed } = dialog(
    t("settings.endpoint"),
    [
      field(t("endpoint.url"), inputs.url),
      field(t("id"), inputs.id, t("endpoint.id.hint")),
      field(t("endpoint.kind"), inputs.kind),
      field(t("endpoint.storefronts"), inputs.storefronts),
      field(t("endpoint.events"), inputs.events, t("endpoint.events.hint")),
    ],
    [without(t("cancel")), h("button", { value: "yes", class: "main" }, t("add"))],
  );
  if ((await closed) !== "yes") return;
  const body = { url: inputs.url.value.trim(), kind: inputs.kind.value, ...(inputs.id.value.trim() ? { id: inputs.id.value.trim() } : {}) };
  for (const name of ["storefronts", "events"]) if (list(inputs[name].value).length) body[name] = list(inputs[name].value);
  await tried(async () => showSecret(await call("POST", "/v1/endpoints", { body })));
  redraw();
}

const showSecret = made => made?.secret && shownOnce(t("endpoint.secret"), t("endpoint.secret.once"), made.secret);

const tried = work => work().catch(tellFault);

/** The outcome stays beside the endpoint until the next test: it may have to be read to somebody. */
async function test(one, button, outcome) {
  button.disabled = true;
  outcome.replaceChildren();
  await tried(async () => {
    const result = await call("POST", `/v1/endpoints/${one.id}/test`);
    const said = result.ok ? `${t("endpoint.arrived")} · ${result.status}` : result.outcome;
    outcome.replaceChildren(h("span", { class: result.ok ? "chip calm" : "chip late" }, t("endpoint.tested", { outcome: said })));
  });
  button.disabled = false;
}

async function enable(one, redraw) {
  await tried(() => call("PATCH", `/v1/endpoints/${one.id}`, { body: { enabled: true } }));
  redraw();
}

const rotate = async one =>
  (await sure(t("endpoint.rotate"), t("endpoint.rotate.text"), t("endpoint.rotate"))) &&
  tried(async () => showSecret(await call("POST", `/v1/endpoints/${one.id}/rotate-secret`)));

async function remove(one, redraw) {
  if (!(await sure(t("remove"), one.url, t("remove")))) return;
  await tried(() => call("DELETE", `/v1/endpoints/${one.id}`));
  redraw();
}

const deliveries = one =>
  tried(async () => {
    const answer = await getIfThere(`/v1/endpoints/${one.id}/deliveries`);
    const all = answer?.items ?? [];
    const again = async (delivery, event) => {
      event.target.disabled = true;
      await tried(() => call("POST", `/v1/endpoints/${one.id}/deliveries/${delivery.id}/redeliver`));
    };
    dialog(
      t("endpoint.deliveries"),
      all.length
        ? h(
            "ul",
            { class: "items" },
            all.map(delivery =>
              h(
                "li",
                { class: "item" },
                h(
                  "div",
                  {},
                  h("b", {}, delivery.event),
                  " ",
                  h("span", { class: "chip" }, delivery.state),
                  h(
                    "p",
                    { class: "faint number" },
                    [day(delivery.at), `${delivery.attempts} ×`, delivery.status, delivery.reason].filter(Boolean).join(" · "),
                  ),
                ),
                h("button", { type: "button", onclick: event => again(delivery, event) }, t("endpoint.again")),
              ),
            ),
          )
        : h("p", { class: "none" }, t("endpoint.quiet")),
      h("button", { class: "main" }, t("close")),
    );
  });
