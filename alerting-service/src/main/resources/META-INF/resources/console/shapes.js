import { field, h, select } from "/look/dom.js";
import { languages, t } from "/look/i18n.js";

// What a team, a calendar and a policy are made of: forms that read from an object and write to one.
const DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
/** What is separated by commas or stands in lines. */
export const listed = text =>
  text
    .split(/[\n,;]/)
    .map(part => part.trim())
    .filter(Boolean);
const lines = text =>
  text
    .split("\n")
    .map(part => part.trim())
    .filter(Boolean);
const put = (object, name, value) =>
  value === undefined || value === "" || (Array.isArray(value) && !value.length) ? delete object[name] : (object[name] = value);

export const text = (value, attributes = {}) => h("input", { value: value ?? "", autocomplete: "off", ...attributes });
const area = (value, rows = 3) => h("textarea", { rows, value: value ?? "" });

const person = one => (one ? `${one.name ?? ""} <${one.email ?? ""}>` : "");
const asPerson = written => {
  const match = /^(.*?)\s*<(.*)>$/.exec(written.trim());
  return match ? { name: match[1].trim(), email: match[2].trim() } : { name: written.trim() };
};

/** Every form: the fields, a function that writes them into the object, and a line that sums it up. */
export function teamForm(team, document_, at) {
  const inputs = {
    id: text(team.id, { required: true }),
    name: text(team.name),
    language: select(languages(), team.language ?? "en"),
    timeZone: text(team.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, { required: true }),
    calendar: select([["", t("calendar.always")], ...document_.calendars.map(one => [one.id, one.id])], team.calendar),
    from: text(team.quietHours?.from, { type: "time" }),
    to: text(team.quietHours?.to, { type: "time" }),
    members: area(team.members?.map(person).join("\n"), 4),
    lead: text(person(team.lead)),
    manager: text(person(team.manager)),
    endpoints: text(team.endpoints?.join(", ")),
  };
  const pair = h(
    "div",
    { class: "two" },
    field(t("team.quiet.from"), inputs.from, null, `${at}/quietHours`),
    field(t("team.quiet.to"), inputs.to),
  );
  return {
    fields: [
      h("div", { class: "two" }, field(t("id"), inputs.id, null, `${at}/id`), field(t("name"), inputs.name, null, `${at}/name`)),
      h("div", { class: "two" }, field(t("language"), inputs.language), field(t("team.zone"), inputs.timeZone, null, `${at}/timeZone`)),
      field(t("settings.calendar"), inputs.calendar),
      pair,
      field(t("team.members"), inputs.members, t("team.members.hint"), `${at}/members`),
      h("div", { class: "two" }, field(t("team.lead"), inputs.lead), field(t("team.manager"), inputs.manager)),
      field(t("settings.endpoints"), inputs.endpoints, t("team.endpoints.hint")),
    ],
    write() {
      for (const name of ["id", "name", "language", "timeZone", "calendar"]) put(team, name, inputs[name].value.trim());
      put(team, "quietHours", inputs.from.value && inputs.to.value ? { from: inputs.from.value, to: inputs.to.value } : undefined);
      team.members = lines(inputs.members.value).map(asPerson);
      for (const name of ["lead", "manager"]) put(team, name, inputs[name].value.trim() ? asPerson(inputs[name].value) : undefined);
      team.endpoints = listed(inputs.endpoints.value);
    },
  };
}
teamForm.line = team =>
  [team.language, team.timeZone, team.calendar, t("team.size", { n: team.members?.length ?? 0 })].filter(Boolean).join(" · ");

export function calendarForm(calendar, document_, at) {
  const inputs = {
    id: text(calendar.id, { required: true }),
    timeZone: text(calendar.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, { required: true }),
    holidays: area(calendar.holidays?.join("\n")),
  };
  const week = Object.fromEntries(DAYS.map(day => [day, text(calendar.week?.[day]?.join(", "), { placeholder: t("calendar.shut") })]));
  return {
    fields: [
      h(
        "div",
        { class: "two" },
        field(t("id"), inputs.id, null, `${at}/id`),
        field(t("team.zone"), inputs.timeZone, null, `${at}/timeZone`),
      ),
      h(
        "div",
        { class: "week" },
        DAYS.map(day => field(t(`day.${day}`), week[day], null, `${at}/week/${day}`)),
      ),
      h("p", { class: "faint small" }, t("calendar.hint")),
      field(t("calendar.holidays"), inputs.holidays, t("calendar.holidays.hint"), `${at}/holidays`),
    ],
    write() {
      put(calendar, "id", inputs.id.value.trim());
      put(calendar, "timeZone", inputs.timeZone.value.trim());
      calendar.week = Object.fromEntries(DAYS.map(day => [day, listed(week[day].value)]).filter(([, hours]) => hours.length));
      put(calendar, "holidays", listed(inputs.holidays.value));
    },
  };
}
calendarForm.line = calendar =>
  [
    calendar.timeZone,
    DAYS.filter(day => calendar.week?.[day]?.length)
      .map(day => `${t(`day.${day}`)} ${calendar.week[day].join(" ")}`)
      .join(" · "),
  ]
    .filter(Boolean)
    .join(" · ");

export function policyForm(policy, document_, at) {
  const span = (value, required) =>
    text(value, { pattern: "P(?=.)(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+S)?)?", placeholder: "PT24H", required, title: t("policy.span") });
  const inputs = {
    id: text(policy.id, { required: true }),
    firstResponse: span(policy.firstResponse ?? "PT24H", true),
    nextResponse: span(policy.nextResponse),
    resolution: span(policy.resolution),
    acknowledgeTimeout: span(policy.acknowledgeTimeout),
    warnAt: text((policy.warnAt ?? [0.5, 0.8]).join(", ")),
    calendar: select([["", t("calendar.always")], ...document_.calendars.map(one => [one.id, one.id])], policy.calendar),
    escalation: area(policy.escalation?.map(step => [step.after, step.to, step.endpoint].filter(Boolean).join(" ")).join("\n"), 4),
  };
  return {
    fields: [
      h(
        "div",
        { class: "two" },
        field(t("id"), inputs.id, null, `${at}/id`),
        field(t("settings.calendar"), inputs.calendar, null, `${at}/calendar`),
      ),
      h(
        "div",
        { class: "two" },
        field(t("clock.FIRST_RESPONSE"), inputs.firstResponse, t("policy.span"), `${at}/firstResponse`),
        field(t("clock.NEXT_RESPONSE"), inputs.nextResponse, null, `${at}/nextResponse`),
      ),
      h(
        "div",
        { class: "two" },
        field(t("clock.RESOLUTION"), inputs.resolution, null, `${at}/resolution`),
        field(t("policy.acknowledge"), inputs.acknowledgeTimeout, null, `${at}/acknowledgeTimeout`),
      ),
      field(t("policy.warn"), inputs.warnAt, null, `${at}/warnAt`),
      field(t("policy.escalation"), inputs.escalation, t("policy.escalation.hint"), `${at}/escalation`),
    ],
    write() {
      for (const name of ["id", "firstResponse", "nextResponse", "resolution", "acknowledgeTimeout", "calendar"])
        put(policy, name, inputs[name].value.trim());
      policy.warnAt = listed(inputs.warnAt.value).map(Number);
      put(
        policy,
        "escalation",
        lines(inputs.escalation.value).map(line => {
          const [after, to, endpoint] = line.split(/\s+/);
          return { after, to, ...(endpoint ? { endpoint } : {}) };
        }),
      );
    },
  };
}
policyForm.line = policy =>
  [policy.firstResponse, policy.nextResponse, policy.resolution].filter(Boolean).join(" / ") +
  (policy.calendar ? ` · ${policy.calendar}` : "") +
  (policy.escalation?.length ? ` · ${t("policy.steps", { n: policy.escalation.length })}` : "");
