import { getIfThere, Refused } from "./api.js";
import { dialog, field, h, select, toast, without } from "/look/dom.js";
import { t } from "/look/i18n.js";
import { load } from "./load.js";
import { me } from "./me.js";
import { entry } from "./timeline.js";

// The few questions that the console asks.
const buttons = main => [without(t("cancel")), h("button", { value: "yes", class: "main" }, main)];

async function ask(title, body, main, done) {
  const { closed, node } = dialog(title, body, buttons(main));
  node.querySelector("input, textarea, select")?.focus();
  if ((await closed) === "yes") await done();
}

export function nameDialog(title, done) {
  const name = h("input", { required: true, maxlength: 60, autocomplete: "off" });
  return ask(title, field(t("name"), name), t("save"), () => done(name.value.trim()));
}

/** To whom: a person, a team or both. The team it has is a choice also where the routing no longer knows it. */
export function assignDialog(item, done) {
  const people = [...new Set([me.name, ...load.teams().flatMap(team => team.people.map(p => p.assignee))])].filter(Boolean);
  const assignee = h("input", { list: "people", maxlength: 200, autocomplete: "off", value: item.assignee ?? "" });
  const team = select([[item.team, item.team]], item.team);
  fillTeams(team, item.team);
  return ask(
    t("act.assign"),
    [
      field(t("case.assignee"), assignee),
      field(t("case.team"), team),
      h(
        "datalist",
        { id: "people" },
        people.map(name => h("option", { value: name })),
      ),
    ],
    t("act.assign"),
    () => {
      const to = {};
      if (assignee.value.trim()) to.assignee = assignee.value.trim();
      if (team.value !== item.team) to.team = team.value;
      return Object.keys(to).length ? done(to) : undefined;
    },
  );
}

/** The teams that a case can be given to come in while the question is already there. */
async function fillTeams(node, own) {
  try {
    const { teams } = (await getIfThere("/v1/routing")) ?? { teams: [] };
    const named = known => (known.name === known.id ? known.id : `${known.name} (${known.id})`);
    node.append(...teams.filter(known => known.id !== own).map(known => h("option", { value: known.id }, named(known))));
  } catch (refused) {
    tellFault(refused);
  }
}

/** How it was resolved; with an answer that is written but not sent, both go in one request. */
export function resolveDialog(item, answer, done) {
  const resolution = h("input", { required: true, maxlength: 500, list: "resolutions", autocomplete: "off" });
  const usual = ["replaced", "refunded", "explained", "passed"].map(key => t(`resolution.${key}`));
  const quick = h(
    "div",
    { class: "quick" },
    usual.map(text =>
      h(
        "button",
        {
          type: "button",
          class: "chip",
          onclick: () => {
            resolution.value = text;
            resolution.focus();
          },
        },
        text,
      ),
    ),
  );
  return ask(
    t(answer ? "resolve.answering" : "act.resolve"),
    [
      answer && h("blockquote", { lang: item.language, dir: "auto" }, answer),
      !answer && !item.sla.answeredAt && h("p", { class: "warn" }, t("resolve.unanswered")),
      (answer || item.sla.answeredAt) && notAsked(item),
      field(t("resolve.how"), resolution),
      quick,
    ],
    t("act.resolve"),
    () => done({ resolution: resolution.value.trim(), ...(answer ? { answer: { text: answer, visibility: "PUBLIC" } } : {}) }),
  );
}

/** Why the customer will not be asked to look at the review again; nothing where he may be. */
function notAsked({ source, customer }) {
  if (!source || !customer?.email || source.askForUpdate === true) return null;
  return h("p", { class: "faint" }, t(source.askForUpdate === false ? "resolve.never.ask" : "resolve.unsaid.ask", { name: source.name }));
}

export function reopenDialog(done) {
  const reason = h("input", { required: true, maxlength: 500, autocomplete: "off" });
  return ask(t("act.reopen"), field(t("reopen.why"), reason), t("act.reopen"), () => done({ reason: reason.value.trim() }));
}

/**
 * Somebody else was quicker: shows who changed what since, and offers to go on from there.
 *
 * @param fresh the case as it is now
 * @param seen how many lines of its timeline were known
 */
export async function staleDialog(fresh, seen, what) {
  const since = fresh.timeline.slice(seen);
  const { closed } = dialog(
    t("stale.title"),
    [
      h("p", {}, t("stale.text", { act: t(what) })),
      h(
        "ol",
        { class: "timeline" },
        since.map(line => entry(line, fresh)),
      ),
    ],
    [without(t("stale.keep")), h("button", { value: "yes", class: "main" }, t("stale.again", { act: t(what) }))],
  );
  return (await closed) === "yes";
}

export function tellFault(refused) {
  toast(refused instanceof Refused ? refused.message : t("fault.away"), true);
}

export async function sure(title, text, main) {
  const { closed } = dialog(title, h("p", {}, text), buttons(main));
  return (await closed) === "yes";
}

/** Something that nobody can be shown again. */
export function shownOnce(title, text, secret) {
  const copy = () => navigator.clipboard?.writeText(secret).then(() => toast(t("copied")));
  return dialog(
    title,
    [h("p", {}, text), h("pre", { class: "code", tabindex: "0" }, secret)],
    [h("button", { type: "button", onclick: copy }, t("copy")), h("button", { class: "main" }, t("close"))],
  ).closed;
}
