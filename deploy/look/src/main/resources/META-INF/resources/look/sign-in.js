import { openSession, tell } from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";

// How somebody comes in: by name and password here, at the page of another service, or with a key.

/**
 * The card of the door, whatever ways there are.
 *
 * @param own {hint, why, entered}: what stands under the title, what went wrong before, and what comes once there is a session
 */
export async function doorCard({ hint, why, entered }) {
  const ways = await waysIn();
  const said = h("p", { class: "fault", role: "alert" }, why);
  const people = ways.password ? byName(said, entered) : ways.at && elsewhere(ways.at);
  const key = byKey(said, entered, people);
  return h(
    "section",
    { id: "door", class: "card" },
    h("h1", {}, t("door.title")),
    hint && h("p", { class: "faint" }, hint),
    people,
    people ? h("details", {}, h("summary", {}, t("sign.key")), key) : key,
    said,
  );
}

/** The card at which somebody who was invited chooses a password. */
export function invitationCard(token, entered) {
  const password = h("input", { id: "password", type: "password", autocomplete: "new-password", required: true, minlength: 12 });
  const again = h("input", { id: "again", type: "password", autocomplete: "new-password", required: true });
  const said = h("p", { class: "fault", role: "alert" });
  const send = async () => {
    if (password.value !== again.value) return t("sign.differ");
    const { ok, status, wait } = await tell("/sign-in/invitation", { token, password: password.value });
    if (ok) return entered();
    return { 400: t("sign.rules"), 403: t("sign.over"), 429: t("sign.wait", { n: wait }) }[status] ?? t("fault.away");
  };
  return h(
    "section",
    { id: "door", class: "card" },
    h("h1", {}, t("sign.invited")),
    h("p", { class: "faint" }, t("sign.rules")),
    form(send, said, [labelled("sign.password", password), labelled("sign.again", again)], t("sign.set")),
    said,
  );
}

async function waysIn() {
  try {
    return await (await fetch("/sign-in/ways")).json();
  } catch {
    return {};
  }
}

function byName(said, entered) {
  const name = h("input", { id: "name", autocomplete: "username", autocapitalize: "none", spellcheck: "false", required: true, autofocus: true });
  const password = h("input", { id: "password", type: "password", autocomplete: "current-password", required: true });
  const send = async () => {
    const { ok, status, wait } = await tell("/sign-in", { name: name.value, password: password.value });
    password.value = "";
    if (ok) return entered();
    password.focus();
    return { 400: t("sign.wrong"), 403: t("sign.wrong"), 429: t("sign.wait", { n: wait }) }[status] ?? t("fault.away");
  };
  return form(send, said, [labelled("sign.name", name), labelled("sign.password", password)], t("sign.in"));
}

function byKey(said, entered, people) {
  const key = h("input", { id: "key", type: "password", autocomplete: "off", required: true, autofocus: !people });
  const send = async () => {
    const right = await openSession(key.value);
    key.value = "";
    return right ? entered() : t("door.refused");
  };
  return form(send, said, [labelled("door.key", key)], t("door.open"));
}

/** Signing in is at another host: this browser remembers that it went there, and takes no other's ticket. */
function elsewhere(at) {
  const here = location.origin + location.pathname + location.search;
  const go = () => sessionStorage.setItem("heed.signing-in", "1");
  const href = `${at.replace(/\/$/, "")}/sign-in?to=${encodeURIComponent(here)}`;
  return h("p", { class: "way" }, h("a", { class: "button", href, onclick: go, autofocus: true }, t("sign.at")));
}

function form(send, said, fields, label) {
  const button = h("button", { class: "main" }, label);
  const submit = async event => {
    event.preventDefault();
    button.disabled = true;
    said.textContent = "";
    const fault = await send().catch(() => t("fault.away"));
    button.disabled = false;
    if (typeof fault === "string") said.textContent = fault;
  };
  return h("form", { onsubmit: submit }, fields, button);
}

const labelled = (label, input) => [h("label", { for: input.id }, t(label)), input];
