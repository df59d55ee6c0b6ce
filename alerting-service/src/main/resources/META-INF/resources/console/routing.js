import { call, getIfThere } from "./api.js";
import { dialog, field, h, select, toast, without } from "./dom.js";
import { day, t, word } from "./i18n.js";
import { text } from "./shapes.js";

// Sections of the routing document: tables of named things, the ordered rules with their dry run, and
// the document itself for those who keep it in git.
const CONDITIONS = ["storefront", "product", "language", "country", "channel", "aspect", "urgency", "scoreBelow"];
const list = written => written.split(",").map(part => part.trim()).filter(Boolean);

/** Opens a form on a copy; what was typed counts only once it is confirmed. */
async function edit(title, draft, pointer, object, shape) {
  const copy = structuredClone(object);
  const form = shape(copy, draft.document, pointer);
  const { closed, node } = dialog(title, h("div", {}, form.fields), [without(t("cancel")), h("button", { value: "yes", class: "main" }, t("done"))]);
  draft.faultsAt(pointer).forEach(fault => {
    const place = node.querySelector(`[data-pointer="${CSS.escape(fault.pointer)}"]`);
    if (place) place.textContent = fault.detail;
  });
  if (await closed !== "yes") return null;
  form.write();
  return copy;
}

export function tableSection(draft, name, shape, redraw) {
  const rows = draft.document[name];
  const open = async i => {
    const edited = await edit(t(`settings.${name}`), draft, `/${name}/${i}`, rows[i] ?? {}, shape);
    if (edited) { rows[i] = edited; redraw(); }
  };
  const item = (one, i) => h("li", { class: draft.faultsAt(`/${name}/${i}`).length ? "item faulty" : "item" }, h("div", {}, h("b", {}, one.name ?? one.id), badge(draft, name, one), h("p", { class: "faint" }, shape.line(one))),
    h("div", { class: "acts" }, h("button", { class: "bare", "aria-label": `${t("edit")} ${one.id}`, onclick: () => open(i) }, t("edit")),
      h("button", { class: "bare bad", "aria-label": `${t("remove")} ${one.id}`, onclick: () => { rows.splice(i, 1); redraw(); } }, t("remove"))));
  return [h("p", { class: "lead" }, t(`settings.${name}.lead`)), rows.length ? h("ul", { class: "card items" }, rows.map(item)) : "", h("button", { onclick: () => open(rows.length) }, t("add"))];
}

function badge(draft, name, one) {
  const isDefault = name === "teams" && draft.document.defaultTeam === one.id || name === "policies" && draft.document.defaultPolicy === one.id;
  return isDefault && [" ", h("span", { class: "chip" }, t("settings.default"))];
}

function ruleForm(rule, document_, at) {
  rule.when ??= {};
  const name = text(rule.name, { required: true });
  const inputs = Object.fromEntries(CONDITIONS.map(key => [key, text([rule.when[key] ?? []].flat().join(", "), { placeholder: t("rule.any") })]));
  const to = { team: select([["", t("settings.default")], ...document_.teams.map(one => [one.id, one.name ?? one.id])], rule.team),
    priority: select([["", "–"], ...["LOW", "NORMAL", "HIGH", "URGENT"].map(p => [p, word("priority", p)])], rule.priority),
    policy: select([["", t("settings.default")], ...document_.policies.map(one => [one.id, one.id])], rule.policy) };
  return {
    fields: [field(t("name"), name, null, `${at}/name`), h("fieldset", {}, h("legend", {}, t("rule.when")), h("p", { class: "faint small" }, t("rule.hint")), h("div", { class: "two" }, CONDITIONS.map(key => field(t(`rule.${key}`), inputs[key], null, `${at}/when/${key}`)))),
      h("fieldset", {}, h("legend", {}, t("rule.then")), h("div", { class: "three" }, Object.entries(to).map(([key, node]) => field(t(`case.${key}`), node, null, `${at}/${key}`))))],
    write() {
      rule.name = name.value.trim();
      rule.when = {};
      for (const key of CONDITIONS) {
        const values = list(inputs[key].value);
        if (values.length) rule.when[key] = key === "scoreBelow" ? Number(values[0]) : values;
      }
      for (const [key, node] of Object.entries(to)) node.value ? rule[key] = node.value : delete rule[key];
    },
  };
}

const shown = (key, value) => ["aspect", "channel"].includes(key) ? word(key, value) : key === "urgency" ? word("priority", value) : String(value);

const sentence = rule => Object.entries(rule.when ?? {}).map(([key, value]) => `${t(`rule.${key}`)} ${key === "scoreBelow" ? "<" : "="} ${[value].flat().map(one => shown(key, one)).join(` ${t("or")} `)}`).join(` ${t("and")} `) || t("rule.always");

export function rulesSection(draft, redraw) {
  const { rules } = draft.document;
  const open = async i => {
    const edited = await edit(t("settings.rule"), draft, `/rules/${i}`, rules[i] ?? {}, ruleForm);
    if (edited) { rules[i] = edited; redraw(); }
  };
  const move = (i, by) => { rules.splice(i + by, 0, ...rules.splice(i, 1)); redraw(); };
  const item = (rule, i) => h("li", { class: draft.faultsAt(`/rules/${i}`).length ? "item faulty" : "item" }, h("span", { class: "faint number nth" }, i + 1),
    h("div", {}, h("b", {}, rule.name), h("p", { class: "faint" }, sentence(rule), " → ", [rule.team, rule.priority && word("priority", rule.priority), rule.policy].filter(Boolean).join(" · ") || t("settings.default"))),
    h("div", { class: "acts" }, h("button", { class: "bare", disabled: i === 0, "aria-label": `${t("up")}: ${rule.name}`, onclick: () => move(i, -1) }, "↑"), h("button", { class: "bare", disabled: i === rules.length - 1, "aria-label": `${t("down")}: ${rule.name}`, onclick: () => move(i, 1) }, "↓"),
      h("button", { class: "bare", "aria-label": `${t("edit")} ${rule.name}`, onclick: () => open(i) }, t("edit")), h("button", { class: "bare bad", "aria-label": `${t("remove")} ${rule.name}`, onclick: () => { rules.splice(i, 1); redraw(); } }, t("remove"))));
  const pick = (name, rows) => {
    const node = select(rows.map(one => [one.id, one.name ?? one.id]), draft.document[name]);
    node.addEventListener("change", () => { draft.document[name] = node.value; redraw(); });
    return field(t(`settings.${name}`), node);
  };
  return [h("p", { class: "lead" }, t("settings.rules.lead")), rules.length ? h("ol", { class: "card items" }, rules.map(item)) : h("p", { class: "none card" }, t("settings.rules.none")),
    h("div", { class: "under" }, h("button", { onclick: () => open(rules.length) }, t("add"))), h("div", { class: "two defaults" }, pick("defaultTeam", draft.document.teams), pick("defaultPolicy", draft.document.policies)), dryRun(draft)];
}

/** What would become of a review, by the document as it is being edited. */
function dryRun(draft) {
  const inputs = Object.fromEntries(["storefront", "product", "language", "country", "channel", "aspect", "urgency", "score"].map(key => [key, text("", { name: key, required: key === "storefront" || key === "product" })]));
  const result = h("div", { class: "result", role: "status" });
  const run = async event => {
    event.preventDefault();
    const given = Object.fromEntries(Object.entries(inputs).map(([key, node]) => [key, node.value.trim()]).filter(([, value]) => value));
    if (given.score) given.score = Number(given.score);
    if (given.aspect) given.aspect = list(given.aspect);
    try {
      const became = await call("POST", "/v1/routing/dry-run", { body: { ...given, ...draft.changed ? { document: draft.document } : {} } });
      result.replaceChildren(h("p", {}, h("b", {}, became.rule ?? t("rule.none")), " → ", [became.team, became.priority && word("priority", became.priority), became.policy].filter(Boolean).join(" · ")),
        became.dueAt ? h("p", {}, t("case.due", { at: day(became.dueAt) })) : "", h("ul", {}, (became.marks ?? []).map(mark => h("li", { class: "faint number" }, `${day(mark.at)} · ${mark.type} · ${mark.mark}`))));
    } catch (refused) {
      const faults = refused.errors.length ? refused.errors.map(fault => `${fault.pointer} ${fault.detail}`) : [refused.message];
      result.replaceChildren(...faults.map(fault => h("p", { class: "fault" }, fault)));
    }
  };
  return h("form", { class: "card dry", onsubmit: run }, h("h2", {}, t("dry.title")), h("p", { class: "faint" }, t("dry.lead")), h("div", { class: "four" }, Object.entries(inputs).map(([key, node]) => field(t(`rule.${key}`), node))), h("button", {}, t("dry.run")), result);
}

/** The whole as YAML, to keep in git and to bring back; and who changed it when. */
export async function documentSection(draft, redraw) {
  const yaml = await call("GET", "/v1/routing", { accept: "application/yaml" }).catch(() => null);
  const versions = await getIfThere("/v1/routing/versions").catch(() => null);
  const area = h("textarea", { rows: 20, spellcheck: "false", class: "code", "aria-label": t("settings.document"), value: yaml ?? JSON.stringify(draft.document, null, 2) });
  const send = async () => {
    try {
      await call("PUT", "/v1/routing", { body: area.value, version: draft.version, type: yaml ? "application/yaml" : "application/json" });
      toast(t("settings.saved"));
      location.reload();
    } catch (refused) {
      faults.replaceChildren(...(refused.errors.length ? refused.errors : [{ pointer: "", detail: refused.message }]).map(fault => h("li", {}, h("code", {}, fault.pointer), " ", fault.detail)));
    }
  };
  const faults = h("ul");
  return [h("p", { class: "lead" }, t("settings.document.lead")), area, h("div", { class: "fault", role: "alert" }, faults), h("div", { class: "under" }, h("button", { class: "main", onclick: send }, t("save"))),
    versions?.items.length > 0 && h("ul", { class: "card items" }, versions.items.map(one => h("li", { class: "item" }, h("div", {}, h("b", { class: "number" }, `v${one.version}`), ` ${one.by} `, h("span", { class: "faint number" }, day(one.at))))))];
}
