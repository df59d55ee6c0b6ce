import { accessSection } from "./access.js";
import { call, getIfThere } from "./api.js";
import { auditSection } from "./audit.js";
import { sure, tellFault } from "./dialogs.js";
import { h, toast } from "/look/dom.js";
import { endpointsSection } from "./endpoints.js";
import { documentSection } from "./document.js";
import { rulesSection, tableSection } from "./routing.js";
import { t } from "/look/i18n.js";
import { me } from "./me.js";
import { calendarForm, policyForm, teamForm } from "./shapes.js";
import { templatesSection } from "./templates.js";

// Settings. Rules, teams, calendars and policies are one document with one version: edits gather here
// and are saved together, or not at all.
const SECTIONS = {
  rules: rulesSection,
  teams: (draft, redraw) => tableSection(draft, "teams", teamForm, redraw),
  calendars: (draft, redraw) => tableSection(draft, "calendars", calendarForm, redraw),
  policies: (draft, redraw) => tableSection(draft, "policies", policyForm, redraw),
  endpoints: endpointsSection,
  templates: templatesSection,
  audit: auditSection,
  document: documentSection,
  access: accessSection,
};
const OF_ROUTING = new Set(["rules", "teams", "calendars", "policies", "document"]);

/** The document as it is stored, and as it would be after the edits. */
class Draft {
  constructor(document_, version) {
    this.version = version;
    this.stored = document_;
    this.reset();
  }

  reset() {
    this.document = structuredClone(this.stored);
    for (const name of ["teams", "calendars", "policies", "rules"]) this.document[name] ??= [];
    this.faults = [];
  }

  get changed() {
    return JSON.stringify(clean(this.document)) !== JSON.stringify(clean(this.stored));
  }

  /** What is wrong at a place, such as /rules/3/team. */
  faultsAt(pointer) {
    return this.faults.filter(fault => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
  }
}

const clean = document =>
  Object.fromEntries(
    Object.entries(document)
      .filter(([, value]) => !(Array.isArray(value) && !value.length))
      .sort(([a], [b]) => a.localeCompare(b)),
  );

let draft = null;

export function settingsPage(page, go, section = "rules") {
  document.title = `${t("place.settings")} · Heed`;
  const known = section in SECTIONS ? section : "rules";
  const tabs = h(
    "nav",
    { class: "sections", "aria-label": t("place.settings") },
    Object.keys(SECTIONS).map(name =>
      h("a", { class: "place", href: `/settings/${name}`, "aria-current": name === known ? "page" : null }, t(`settings.${name}`)),
    ),
    me.sources && h("a", { class: "place", href: `${me.sources.replace(/\/$/, "")}/sources` }, t("settings.sources")),
  );
  const body = h("section", { class: "section", "aria-label": t(`settings.${known}`) });
  const saving = h("div", { class: "saving card", hidden: true });
  page.replaceChildren(
    h("div", { class: "head" }, h("h1", {}, t("place.settings"))),
    h("div", { class: "settings" }, tabs, h("div", { class: "inner" }, body, saving)),
  );
  tabs.querySelector("[aria-current]").scrollIntoView({ block: "nearest", inline: "center" });
  const draw = async () => {
    const content = OF_ROUTING.has(known) && !draft ? missing() : await SECTIONS[known](draft, redraw);
    if (!body.isConnected) return;
    body.replaceChildren(...[content ?? missing()].flat());
    bar(saving, redraw);
  };
  const refused = fault => {
    if (!body.childElementCount && body.isConnected)
      body.replaceChildren(h("p", { class: "none" }, fault.status === 403 ? t("settings.forbidden") : fault.message));
    else tellFault(fault);
  };
  const redraw = () => draw().catch(refused);
  (draft?.changed ? Promise.resolve() : fetchDraft()).then(redraw).catch(refused);
}

const missing = () => h("p", { class: "none" }, t("settings.missing"));

async function fetchDraft() {
  let version = 0;
  const answer = await getIfThere("/v1/routing", {
    seen: found => {
      version = found;
    },
  });
  draft = answer && new Draft(answer, version);
}

function bar(node, redraw) {
  node.hidden = !draft?.changed;
  if (node.hidden) return;
  const faults = draft.faults.length
    ? h(
        "ul",
        { class: "fault" },
        draft.faults.map(fault => h("li", {}, h("code", {}, fault.pointer), " ", fault.detail)),
      )
    : "";
  node.replaceChildren(
    h("p", {}, t("settings.unsaved"), h("span", { class: "faint" }, ` ${t("settings.version", { version: draft.version })}`)),
    faults,
    h(
      "div",
      { class: "foot" },
      h(
        "button",
        {
          class: "bare",
          onclick: () => {
            draft.reset();
            redraw();
          },
        },
        t("settings.discard"),
      ),
      h("button", { class: "main", disabled: !me.may("lead", "admin"), onclick: () => save(redraw) }, t("save")),
    ),
  );
}

async function save(redraw) {
  try {
    await call("PUT", "/v1/routing", { body: draft.document, version: draft.version });
    toast(t("settings.saved"));
    draft = null;
    await fetchDraft();
  } catch (refused) {
    if (refused.status === 412) return overtaken(redraw);
    draft.faults = refused.errors;
    if (!refused.errors.length) tellFault(refused);
  }
  return redraw();
}

/** Somebody saved meanwhile: one's own edits are kept unless one says otherwise. */
async function overtaken(redraw) {
  const mine = draft;
  await fetchDraft();
  if (!(await sure(t("settings.overtaken"), t("settings.overtaken.text", { version: draft.version }), t("settings.overtaken.mine"))))
    return redraw();
  draft.document = mine.document;
  return redraw();
}
