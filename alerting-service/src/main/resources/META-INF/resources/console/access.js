import { call, getIfThere, signOut } from "./api.js";
import { shownOnce, sure, tellFault } from "./dialogs.js";
import { dialog, field, h, select, toast, without } from "/look/dom.js";
import { day, moment, t } from "/look/i18n.js";
import { me } from "./me.js";
import { listed, text } from "./shapes.js";

// Who may come in: keys of programs and people. A key and an invitation are shown once, when they are made, and never again.
const ROLES = ["storefront", "agent", "lead", "analyst", "admin"];
const OVERLAPS = ["PT24H", "P7D", "PT0S"];
const tried = work => work().catch(tellFault);
const date = at => moment(at, { dateStyle: "medium" });

export async function accessSection(_, redraw) {
  const admin = me.may("admin");
  const [keys, people] = admin ? await Promise.all([all("/v1/access/keys"), all("/v1/access/people")]) : [];
  return [
    h("p", { class: "lead" }, t("settings.access.lead")),
    own(),
    admin && part("access.keys", "access.keys.none", keys.map(key => keyItem(key, redraw)), "access.key", () => addKey(redraw)),
    admin && part("access.people", "access.people.none", people.map(one => personItem(one, redraw)), "access.invite", () => invite(redraw)),
  ].filter(Boolean);
}

/** All pages of a list. */
async function all(path) {
  const items = [];
  let cursor = null;
  do {
    const answer = await getIfThere(`${path}?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    items.push(...(answer?.items ?? []));
    cursor = answer?.nextCursor;
  } while (cursor);
  return items;
}

const part = (title, none, items, label, act) =>
  h(
    "div",
    { class: "part" },
    h("h2", {}, t(title)),
    items.length ? h("ul", { class: "card items" }, items) : h("p", { class: "none card" }, t(none)),
    h("div", { class: "under" }, h("button", { onclick: act }, t(label))),
  );

const own = () =>
  h(
    "div",
    { class: "part" },
    h("h2", {}, t("access.own")),
    h(
      "ul",
      { class: "card items" },
      h(
        "li",
        { class: "item" },
        h("div", {}, h("b", {}, me.name), " ", chips(me.roles)),
        h(
          "div",
          { class: "acts" },
          me.person && h("button", { onclick: changePassword }, t("access.password")),
          me.person && h("button", { class: "bare", onclick: endSessions }, t("access.end")),
          h("button", { class: "bare", onclick: signOut }, t("sign.out")),
        ),
      ),
    ),
  );

const chips = roles => roles.map(role => [" ", h("span", { class: "chip" }, t(`role.${role}`))]);
const where = one => [...one.storefronts, ...one.teams.filter(team => team !== "*")].join(", ");
const lastUsed = one => (one.lastUsed ? t("access.used", { day: date(one.lastUsed) }) : t("access.unused"));
const line = (...parts) => h("p", { class: "faint" }, parts.filter(Boolean).join(" · "));
const made = one => t("access.made", { by: one.createdBy, day: date(one.createdAt) });
const named = (label, one) => `${label} ${one.name}`;

const keyItem = (key, redraw) =>
  h(
    "li",
    { class: "item", data: { id: key.id } },
    h(
      "div",
      {},
      h("b", {}, key.name),
      " ",
      h("code", {}, `${key.prefix}…`),
      chips(key.roles),
      line(where(key), made(key), lastUsed(key)),
      (key.expiresAt || key.previousUntil) &&
        line(
          key.expiresAt && t("access.until", { day: day(key.expiresAt) }),
          key.previousUntil && t("access.before", { day: day(key.previousUntil) }),
        ),
    ),
    h(
      "div",
      { class: "acts" },
      h("button", { "aria-label": named(t("access.rotate"), key), onclick: () => rotate(key, redraw) }, t("access.rotate")),
      h(
        "button",
        { class: "bare bad", "aria-label": named(t("access.revoke"), key), onclick: () => remove("keys", key, t("access.revoke"), redraw) },
        t("access.revoke"),
      ),
    ),
  );

const personItem = (one, redraw) =>
  h(
    "li",
    { class: "item", data: { id: one.id } },
    h(
      "div",
      {},
      h("b", {}, one.name),
      chips(one.roles),
      one.disabled && [" ", h("span", { class: "chip late" }, t("endpoint.disabled"))],
      !one.signsIn && [" ", h("span", { class: "chip risk" }, t("access.invited"))],
      line(where(one), made(one), lastUsed(one)),
    ),
    h(
      "div",
      { class: "acts" },
      h("button", { "aria-label": named(t("access.change"), one), onclick: () => change(one, redraw) }, t("access.change")),
      h(
        "button",
        { class: "bare", "aria-label": named(t("access.invite.again"), one), onclick: () => inviteAgain(one) },
        t("access.invite.again"),
      ),
      h(
        "button",
        { class: "bare", onclick: () => set(one, { disabled: !one.disabled }, redraw) },
        t(one.disabled ? "endpoint.enable" : "access.disable"),
      ),
      h(
        "button",
        { class: "bare bad", "aria-label": named(t("remove"), one), onclick: () => remove("people", one, t("remove"), redraw) },
        t("remove"),
      ),
    ),
  );

/** The fields of what may be granted, and a function that reads them. */
function grant(one) {
  const boxes = ROLES.filter(role => me.roles.includes(role)).map(role => {
    const box = h("input", { type: "checkbox", name: role, checked: one?.roles.includes(role) ?? false });
    return { role, box, node: h("label", { class: "box-label" }, box, " ", t(`role.${role}`)) };
  });
  const storefronts = text(one?.storefronts.join(", ") ?? "", { placeholder: "*" });
  const teams = text(one?.teams.join(", ") ?? "", { placeholder: "*" });
  return {
    fields: [
      h("fieldset", { class: "field roles" }, h("legend", {}, t("access.roles")), boxes.map(one_ => one_.node)),
      field(t("endpoint.storefronts"), storefronts),
      field(t("access.teams"), teams),
    ],
    read: () => ({
      roles: boxes.filter(one_ => one_.box.checked).map(one_ => one_.role),
      ...(listed(storefronts.value).length ? { storefronts: listed(storefronts.value) } : {}),
      ...(listed(teams.value).length ? { teams: listed(teams.value) } : {}),
    }),
  };
}

const buttons = label => [without(t("cancel")), h("button", { value: "yes", class: "main" }, label)];
const name = () => text("", { required: true, maxlength: 100 });

async function addKey(redraw) {
  const called = name();
  const what = grant();
  const expires = text("", { type: "date" });
  const { closed } = dialog(
    t("access.key"),
    [field(t("name"), called), what.fields, field(t("access.expires"), expires, t("access.expires.hint"))],
    buttons(t("add")),
  );
  if ((await closed) !== "yes") return;
  const expiresAt = expires.value ? { expiresAt: new Date(`${expires.value}T00:00:00`).toISOString() } : {};
  await tried(async () => showKey(await call("POST", "/v1/access/keys", { body: { name: called.value, ...what.read(), ...expiresAt } })));
  redraw();
}

const showKey = key => shownOnce(t("access.secret"), t("access.secret.once"), key.secret);
const showLink = one => shownOnce(t("access.invitation"), t("access.invitation.once", { name: one.name }), one.invitation);

async function rotate(key, redraw) {
  const overlap = select(
    OVERLAPS.map(length => [length, t(`access.overlap.${length}`)]),
    OVERLAPS[0],
  );
  const { closed } = dialog(`${t("access.rotate")} · ${key.name}`, field(t("access.overlap"), overlap), buttons(t("access.rotate")));
  if ((await closed) !== "yes") return;
  await tried(async () => showKey(await call("POST", `/v1/access/keys/${key.id}/rotate`, { body: { overlap: overlap.value } })));
  redraw();
}

async function remove(kind, one, label, redraw) {
  if (!(await sure(`${label} · ${one.name}`, t("access.remove.text", { name: one.name }), label))) return;
  await tried(() => call("DELETE", `/v1/access/${kind}/${one.id}`));
  redraw();
}

async function invite(redraw) {
  const called = name();
  const what = grant();
  const { closed } = dialog(t("access.invite"), [field(t("name"), called), what.fields], buttons(t("access.invite")));
  if ((await closed) !== "yes") return;
  await tried(async () => showLink(await call("POST", "/v1/access/people", { body: { name: called.value, ...what.read() } })));
  redraw();
}

const inviteAgain = one => tried(async () => showLink(await call("POST", `/v1/access/people/${one.id}/invite`)));

async function change(one, redraw) {
  const what = grant(one);
  const { closed } = dialog(`${t("access.change")} · ${one.name}`, what.fields, buttons(t("save")));
  if ((await closed) === "yes") await set(one, what.read(), redraw);
}

async function set(one, body, redraw) {
  await tried(() => call("PATCH", `/v1/access/people/${one.id}`, { body }));
  redraw();
}

async function changePassword() {
  const secret = autocomplete => h("input", { type: "password", required: true, autocomplete });
  const current = secret("current-password");
  const password = secret("new-password");
  const { closed } = dialog(
    t("access.password"),
    [field(t("access.password.current"), current), field(t("access.password.new"), password, t("sign.rules"))],
    buttons(t("save")),
  );
  if ((await closed) !== "yes") return;
  await tried(async () => {
    await call("POST", "/v1/access/me/password", { body: { current: current.value, password: password.value } });
    toast(t("access.password.done"));
  });
}

const endSessions = async () =>
  (await sure(t("access.end"), t("access.end.text"), t("access.end"))) &&
  tried(async () => {
    await call("POST", "/v1/access/me/end-sessions");
    location.assign("/");
  });
