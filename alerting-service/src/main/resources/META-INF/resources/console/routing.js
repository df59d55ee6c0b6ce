import { dialog, field, h, select, without } from "/look/dom.js";
import { dryRun } from "./dryrun.js";
import { t, word } from "/look/i18n.js";
import { listed, text } from "./shapes.js";

// Sections of the routing document: tables of named things, and the ordered rules.
const CONDITIONS = ["storefront", "product", "language", "country", "channel", "aspect", "urgency", "scoreBelow"];

/** Opens a form on a copy; what was typed counts only once it is confirmed. */
async function edit(title, draft, pointer, object, shape) {
  const copy = structuredClone(object);
  const form = shape(copy, draft.document, pointer);
  const { closed, node } = dialog(title, h("div", {}, form.fields), [
    without(t("cancel")),
    h("button", { value: "yes", class: "main" }, t("done")),
  ]);
  draft.faultsAt(pointer).forEach(fault => {
    const place = node.querySelector(`[data-pointer="${CSS.escape(fault.pointer)}"]`);
    if (place) place.textContent = fault.detail;
  });
  if ((await closed) !== "yes") return null;
  form.write();
  return copy;
}

export function tableSection(draft, name, shape, redraw) {
  const rows = draft.document[name];
  const open = async i => {
    const edited = await edit(t(`settings.${name}`), draft, `/${name}/${i}`, rows[i] ?? {}, shape);
    if (edited) {
      rows[i] = edited;
      redraw();
    }
  };
  const item = (one, i) =>
    h(
      "li",
      { class: draft.faultsAt(`/${name}/${i}`).length ? "item faulty" : "item" },
      h("div", {}, h("b", {}, one.name ?? one.id), badge(draft, name, one), h("p", { class: "faint" }, shape.line(one))),
      h(
        "div",
        { class: "acts" },
        h("button", { class: "bare", "aria-label": `${t("edit")} ${one.id}`, onclick: () => open(i) }, t("edit")),
        h(
          "button",
          {
            class: "bare bad",
            "aria-label": `${t("remove")} ${one.id}`,
            onclick: () => {
              rows.splice(i, 1);
              redraw();
            },
          },
          t("remove"),
        ),
      ),
    );
  return [
    h("p", { class: "lead" }, t(`settings.${name}.lead`)),
    rows.length ? h("ul", { class: "card items" }, rows.map(item)) : "",
    h("button", { onclick: () => open(rows.length) }, t("add")),
  ];
}

function badge(draft, name, one) {
  const isDefault =
    (name === "teams" && draft.document.defaultTeam === one.id) || (name === "policies" && draft.document.defaultPolicy === one.id);
  return isDefault && [" ", h("span", { class: "chip" }, t("settings.default"))];
}

function ruleForm(rule, document_, at) {
  rule.when ??= {};
  const name = text(rule.name, { required: true });
  const inputs = Object.fromEntries(
    CONDITIONS.map(key => [key, text([rule.when[key] ?? []].flat().join(", "), { placeholder: t("rule.any") })]),
  );
  const to = {
    team: select([["", t("settings.default")], ...document_.teams.map(one => [one.id, one.name ?? one.id])], rule.team),
    priority: select([["", "–"], ...["LOW", "NORMAL", "HIGH", "URGENT"].map(p => [p, word("priority", p)])], rule.priority),
    policy: select([["", t("settings.default")], ...document_.policies.map(one => [one.id, one.id])], rule.policy),
  };
  return {
    fields: [
      field(t("name"), name, null, `${at}/name`),
      h(
        "fieldset",
        {},
        h("legend", {}, t("rule.when")),
        h("p", { class: "faint small" }, t("rule.hint")),
        h(
          "div",
          { class: "two" },
          CONDITIONS.map(key => field(t(`rule.${key}`), inputs[key], null, `${at}/when/${key}`)),
        ),
      ),
      h(
        "fieldset",
        {},
        h("legend", {}, t("rule.then")),
        h(
          "div",
          { class: "three" },
          Object.entries(to).map(([key, node]) => field(t(`case.${key}`), node, null, `${at}/${key}`)),
        ),
      ),
    ],
    write() {
      rule.name = name.value.trim();
      rule.when = {};
      for (const key of CONDITIONS) {
        const values = listed(inputs[key].value);
        if (values.length) rule.when[key] = key === "scoreBelow" ? Number(values[0]) : values;
      }
      for (const [key, node] of Object.entries(to)) node.value ? (rule[key] = node.value) : delete rule[key];
    },
  };
}

const shown = (key, value) =>
  ["aspect", "channel"].includes(key) ? word(key, value) : key === "urgency" ? word("priority", value) : String(value);

const sentence = rule =>
  Object.entries(rule.when ?? {})
    .map(
      ([key, value]) =>
        `${t(`rule.${key}`)} ${key === "scoreBelow" ? "<" : "="} ${[value]
          .flat()
          .map(one => shown(key, one))
          .join(` ${t("or")} `)}`,
    )
    .join(` ${t("and")} `) || t("rule.always");

export function rulesSection(draft, redraw) {
  const { rules } = draft.document;
  const open = async i => {
    const edited = await edit(t("settings.rule"), draft, `/rules/${i}`, rules[i] ?? {}, ruleForm);
    if (edited) {
      rules[i] = edited;
      redraw();
    }
  };
  const move = (i, by) => {
    rules.splice(i + by, 0, ...rules.splice(i, 1));
    redraw();
  };
  const item = (rule, i) =>
    h(
      "li",
      { class: draft.faultsAt(`/rules/${i}`).length ? "item faulty" : "item" },
      h("span", { class: "faint number nth" }, i + 1),
      h(
        "div",
        {},
        h("b", {}, rule.name),
        h(
          "p",
          { class: "faint" },
          sentence(rule),
          " → ",
          [rule.team, rule.priority && word("priority", rule.priority), rule.policy].filter(Boolean).join(" · ") || t("settings.default"),
        ),
      ),
      h(
        "div",
        { class: "acts" },
        h("button", { class: "bare", disabled: i === 0, "aria-label": `${t("up")}: ${rule.name}`, onclick: () => move(i, -1) }, "↑"),
        h(
          "button",
          { class: "bare", disabled: i === rules.length - 1, "aria-label": `${t("down")}: ${rule.name}`, onclick: () => move(i, 1) },
          "↓",
        ),
        h("button", { class: "bare", "aria-label": `${t("edit")} ${rule.name}`, onclick: () => open(i) }, t("edit")),
        h(
          "button",
          {
            class: "bare bad",
            "aria-label": `${t("remove")} ${rule.name}`,
            onclick: () => {
              rules.splice(i, 1);
              redraw();
            },
          },
          t("remove"),
        ),
      ),
    );
  const pick = (name, rows) => {
    const node = select(
      rows.map(one => [one.id, one.name ?? one.id]),
      draft.document[name],
    );
    node.addEventListener("change", () => {
      draft.document[name] = node.value;
      redraw();
    });
    return field(t(`settings.${name}`), node);
  };
  return [
    h("p", { class: "lead" }, t("settings.rules.lead")),
    rules.length ? h("ol", { class: "card items" }, rules.map(item)) : h("p", { class: "none card" }, t("settings.rules.none")),
    h("div", { class: "under" }, h("button", { onclick: () => open(rules.length) }, t("add"))),
    h("div", { class: "two defaults" }, pick("defaultTeam", draft.document.teams), pick("defaultPolicy", draft.document.policies)),
    dryRun(draft),
  ];
}
