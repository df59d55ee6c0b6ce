import { get } from "/look/api.js";
import { h, select } from "/look/dom.js";
import { count, t } from "/look/i18n.js";
import { card, stretch } from "./board.js";
import { lineChart, volumeChart, when } from "./chart.js";
import { ends, interval, KPIS, write } from "./figures.js";
import { asOf, head, own, together } from "./page.js";
import { range } from "./range.js";
import { query } from "./scope.js";

// Asking for reviews: what became of the invitations that were sent in the window.
const PARTS = ["opened", "answered", "reminded", "declined", "bounced"];
const DRAWN = ["answered", "opened", "declined", "bounced", "invited"];

export function invitationsPage(page, go) {
  const kpi = own("kpi", DRAWN);
  const choice = select(
    DRAWN.map(name => [name, t(`kpi.${name}`)]),
    kpi,
    { "aria-label": t("invitations.drawn"), data: { own: "kpi" } },
  );
  const { scope, change, body } = head(page, go, { name: "invitations", path: "/invitations", more: { kpi: kpi === DRAWN[0] ? "" : kpi }, tools: choice });
  choice.addEventListener("change", () => change(scope, { kpi: choice.value === DRAWN[0] ? "" : choice.value }));
  const none = scope.channel ? t("invitations.channel") : t("invitations.none");
  const cards = [became(scope, none), trend(scope, kpi, none)];
  body.append(h("div", { class: "board" }, cards.map(one => one.node)));
  asOf();
  return together(cards);
}

function became(scope, none) {
  const path = `/v1/kpis?${query(scope, { compare: "previous" })}`;
  return card({
    title: t("invitations.title"),
    lead: t("invitations.lead"),
    wide: true,
    none,
    load: () => get(path),
    empty: data => !data.invitations?.sent,
    draw: (data, box) => {
      box.replaceChildren(
        h("div", { class: "compared headings asks faint", "aria-hidden": "true" }, [t("invitations.what"), h("span", { class: "scale number" }, h("span", {}, write("opened", 0)), h("span", {}, write("opened", 1))), t("invitations.share"), t("table.count"), t("invitations.before")].map(name => h("span", {}, name))),
        h("ul", { class: "compared-list asked" }, sent(data), PARTS.map(name => row(name, data))),
      );
      return {
        table: {
          columns: [t("invitations.what"), t("table.count"), t("invitations.share"), t("chart.interval"), "n"],
          rows: [
            [t("kpi.invited"), count(data.invitations.sent), "", "", ""],
            ...PARTS.map(name => {
              const part = data.invitations[name];
              return [t(`kpi.${name}`), count(part.count), write(name, part.value), interval(name, part), count(part.n)];
            }),
          ],
        },
        csv: { name: "invitations", rows: [["what", "count", "share", "low", "high", "n"], ["sent", data.invitations.sent, "", "", "", ""], ...PARTS.map(name => plain(name, data.invitations[name]))] },
      };
    },
  });
}

const plain = (name, part) => [name, part.count, part.value, part.low, part.high, part.n];

/** All of them, of which the others are parts. */
const sent = data =>
  h(
    "li",
    { class: "compared", data: { part: "invited" } },
    h("strong", { class: "name", title: t("kpi.invited.what") }, t("kpi.invited")),
    h("span", { class: "bar" }, stretch(1, { class: "fill", data: { kind: "plain" } })),
    h("span", {}),
    h("b", { class: "number" }, count(data.invitations.sent)),
    before("invited", data),
  );

function row(name, data) {
  const part = data.invitations[name];
  return h(
    "li",
    { class: "compared", data: { part: name } },
    h("span", { class: "name", title: t(`kpi.${name}.what`) }, t(`kpi.${name}`)),
    range({ ...part, least: 0, most: 1, kind: KPIS[name].better < 0 ? "negative" : KPIS[name].better > 0 ? "positive" : "neutral" }),
    h("span", { class: "number" }, h("b", {}, write(name, part.value)), h("small", { class: "faint" }, ` ${interval(name, part)}`)),
    h("span", { class: "number" }, count(part.count)),
    before(name, data),
  );
}

/** Beside it and no more: those of the window before had longer to answer, so a difference would be claimed of nothing. */
function before(name, data) {
  const figure = data.previous ? KPIS[name].find(data.previous) : {};
  return h("span", { class: "number faint" }, h("span", { class: "away" }, `${t("invitations.before")}: `), write(name, figure.value));
}

function trend(scope, kpi, none) {
  const name = t(`kpi.${kpi}`);
  const path = () => `/v1/kpis/invitations?${query(scope)}`;
  return card({
    title: t("trend.title", { kpi: name }),
    lead: t("invitations.trend"),
    wide: true,
    none,
    csv: path,
    load: () => get(path()),
    empty: data => data.points.every(p => p.sent === 0),
    draw: (data, box) => {
      const points = data.points.map(p => ({ from: p.from, to: p.to, ...(kpi === "invited" ? { value: p.sent, n: p.sent } : p[kpi]) }));
      const shown = { ...data, points };
      const there = points.filter(p => p.value !== null && p.n > 0);
      const said = t("trend.said", { kpi: name, n: there.length, first: write(kpi, there[0]?.value), last: write(kpi, there.at(-1)?.value) });
      const draw = kpi === "invited" ? volumeChart : lineChart;
      const stop = draw(box, shown, { label: name, said, write: v => write(kpi, v), ends: ends(kpi), axis: v => (kpi === "invited" && !Number.isInteger(v) ? "" : write(kpi, v)) });
      return {
        stop,
        table: {
          columns: [t("table.time"), name, t("chart.interval"), "n"],
          rows: points.map(p => [when(p, shown), write(kpi, p.value), interval(kpi, p), count(p.n)]),
        },
      };
    },
  });
}
