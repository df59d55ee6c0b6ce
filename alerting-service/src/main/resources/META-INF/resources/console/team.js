import { get } from "./api.js";
import { left, now, state, ticking } from "./clock.js";
import { tellFault } from "./dialogs.js";
import { h, select } from "/look/dom.js";
import { count, percent, spell, t } from "/look/i18n.js";
import { load } from "./load.js";
import { initials } from "./row.js";

// How the teams are doing: what lies on whom, how well the promise was kept, and who waits longest.
const WINDOWS = ["24h", "7d", "30d", "90d"];

export function teamPage(page, go) {
  document.title = `${t("place.team")} · Heed`;
  const kept = new URLSearchParams(location.search).get("window");
  const window_ = WINDOWS.includes(kept) ? kept : "30d";
  const choose = select(
    WINDOWS.map(name => [name, t(`window.${name}`)]),
    window_,
    { "aria-label": t("team.window") },
  );
  choose.addEventListener("change", () => go(`/team?window=${choose.value}`, true));
  const all = h("div", { class: "figures card" });
  const teams = h("div", { class: "teams" });
  page.replaceChildren(h("div", { class: "head" }, h("h1", {}, t("place.team")), h("div", { class: "end" }, choose)), all, teams);
  let gone = false;
  const draw = async () => {
    try {
      const report = await get(`/v1/sla?window=${window_}`);
      if (gone) return;
      all.replaceChildren(...figures(report));
      const names = [...new Set([...load.teams().map(one => one.team), ...report.teams.map(one => one.team)])].sort();
      teams.replaceChildren(
        ...names.map(name =>
          team(
            name,
            load.teams().find(one => one.team === name),
            report.teams.find(one => one.team === name),
          ),
        ),
      );
      if (!names.length) teams.replaceChildren(h("p", { class: "none" }, t("team.none")));
    } catch (refused) {
      if (refused.status !== 401) tellFault(refused);
    }
  };
  draw();
  document.addEventListener("heed:load", draw);
  return () => {
    gone = true;
    document.removeEventListener("heed:load", draw);
  };
}

function figures(report) {
  const figure = (label, value, tone = "") =>
    h("div", { class: `figure ${tone}` }, h("span", { class: "faint" }, t(label)), h("strong", { class: "number" }, value));
  return [
    figure(
      "team.attainment",
      percent(report.attainment),
      report.attainment === null ? "" : report.attainment >= 0.95 ? "calm" : report.attainment >= 0.8 ? "risk" : "late",
    ),
    figure("sla.MET", count(report.met)),
    figure("sla.BREACHED", count(report.breached), report.breached ? "late" : ""),
    figure("team.running", count(report.running)),
    figure("team.median", spell(report.medianResponse)),
    figure("team.p90", spell(report.p90Response)),
  ];
}

function team(name, lies, kept) {
  const query = more => `/?${new URLSearchParams({ team: name, ...more })}`;
  const number = (label, n, href, tone) =>
    h("a", { class: `tile ${n ? tone : ""}`, href }, h("strong", { class: "number" }, count(n)), h("span", {}, t(label)));
  return h(
    "section",
    { class: "card team-card", "aria-label": name },
    h("h2", {}, name, h("span", { class: "faint number" }, ` ${percent(kept?.attainment)}`)),
    lies &&
      h(
        "div",
        { class: "tiles" },
        number("status.OPEN", lies.open, query({ status: "OPEN" }), ""),
        number("status.ACKNOWLEDGED", lies.acknowledged, query({ status: "ACKNOWLEDGED" }), ""),
        number("sla.AT_RISK", lies.atRisk, query({ sla: "AT_RISK" }), "risk"),
        number("team.late", lies.late, query({ sla: "BREACHED" }), "late"),
      ),
    kept && bar(kept),
    lies?.oldest && oldest(lies.oldest),
    lies?.people.length > 0 && people(lies.people, query),
  );
}

/** Met and breached as one line; its words are read to who cannot see it. */
function bar(kept) {
  const decided = kept.met + kept.breached;
  const part = (kind, n) => {
    const node = h("span", { class: kind });
    node.style.flexGrow = n;
    return node;
  };
  return h(
    "div",
    {},
    h(
      "div",
      { class: "bar", role: "img", "aria-label": t("team.bar", { met: count(kept.met), breached: count(kept.breached) }) },
      decided ? [part("calm", kept.met), part("late", kept.breached)] : [],
    ),
    h(
      "p",
      { class: "faint small" },
      t("team.bar", { met: count(kept.met), breached: count(kept.breached) }),
      kept.medianResponse && ` · ${t("team.median")} ${spell(kept.medianResponse)}`,
    ),
  );
}

function oldest(one) {
  const node = h("span", { class: "left number" });
  const line = h(
    "p",
    { class: "oldest" },
    h("span", { class: "faint" }, t("team.oldest")),
    " ",
    h("a", { href: `/cases/${one.id}` }, one.product),
    " ",
    node,
  );
  ticking(node, () => {
    const atRisk = one.atRiskAt && now() >= Date.parse(one.atRiskAt);
    line.dataset.sla = state({ ...one, status: atRisk ? "AT_RISK" : "RUNNING" });
    node.textContent = left(Date.parse(one.dueAt) - now());
  });
  return line;
}

function people(list, query) {
  const most = Math.max(...list.map(one => one.live));
  return h(
    "ul",
    { class: "people" },
    list.map(one => {
      const filled = h("span");
      filled.style.inlineSize = `${(one.live / most) * 100}%`;
      const all = "OPEN,ACKNOWLEDGED,ANSWERED";
      return h(
        "li",
        {},
        one.assignee
          ? h("span", { class: "face", "aria-hidden": "true" }, initials(one.assignee))
          : h("span", { class: "face nobody", "aria-hidden": "true" }, "?"),
        one.assignee
          ? h("a", { href: query({ assignee: one.assignee, status: all }) }, one.assignee)
          : h("span", { class: "faint" }, t("team.nobody")),
        h("span", { class: "load", "aria-hidden": "true" }, filled),
        h("span", { class: "number" }, count(one.live)),
        one.late > 0 && h("span", { class: "chip late" }, t("queue.late", { n: one.late, count: count(one.late) })),
      );
    }),
  );
}
