import { casePage } from "./case.js";
import { byId, h, icon } from "/look/dom.js";
import { builtIn, savedViews, dropView } from "./filters.js";
import { t } from "/look/i18n.js";
import { listen, onKeys } from "/look/keys.js";
import { connected, enter, shut } from "/look/shell.js";
import { follow } from "./live.js";
import { me } from "./me.js";
import { invitationsPage } from "./invitations.js";
import { load } from "./load.js";
import { queuePage, focusSearch } from "./queue.js";
import { settingsPage } from "./settings.js";
import { teamPage } from "./team.js";

// Which page is shown, and where one can go.
const PAGES = [
  [/^\/cases\/([0-9a-f-]+)$/, casePage],
  [/^\/team$/, teamPage],
  [/^\/invitations$/, invitationsPage],
  [/^\/settings(?:\/([a-z]+))?$/, settingsPage],
  [/^\/$/, queuePage],
];
let leave = () => {};

function opened() {
  if (!opened.before) follow(connected);
  opened.before = true;
  load.follow();
}

export function go(path, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", path);
  show();
}

function show() {
  if (shut()) return;
  leave();
  document.querySelectorAll("dialog").forEach(node => node.close());
  onKeys({});
  const [pattern, page] = PAGES.find(([p]) => p.test(location.pathname)) ?? PAGES.at(-1);
  places();
  window.scrollTo(0, 0);
  leave = page(byId("page"), go, ...(pattern.exec(location.pathname)?.slice(1) ?? [])) ?? (() => {});
}

function places() {
  const here = location.pathname;
  const at = new URLSearchParams(location.search).toString();
  const place = (href, name, current, count) =>
    h("a", { class: "place", href, "aria-current": current ? "page" : null }, icon(name), h("span", {}, t(`place.${name}`)), count);
  const view = ({ name, query, own }) =>
    h(
      "div",
      { class: "view" },
      h(
        "a",
        { class: "place", href: query ? `/?${query}` : "/", "aria-current": here === "/" && at === query ? "true" : null },
        h("span", {}, name),
      ),
      own &&
        h(
          "button",
          {
            class: "drop bare",
            "aria-label": t("view.drop", { name }),
            onclick: () => {
              dropView(name);
              places();
            },
          },
          "×",
        ),
    );
  byId("places").setAttribute("aria-label", t("place.all"));
  byId("places").replaceChildren(
    place("/", "queue", here === "/" || here.startsWith("/cases/"), h("span", { class: "count number" }, load.waiting())),
    h(
      "div",
      { id: "views" },
      builtIn().slice(1).map(view),
      savedViews().map(v => view({ ...v, own: true })),
    ),
    place("/team", "team", here === "/team"),
    place("/invitations", "invitations", here === "/invitations"),
    place("/settings", "settings", here.startsWith("/settings")),
    ...(me.dashboard ? [h("a", { class: "place", href: me.dashboard }, icon("overview"), h("span", {}, t("place.dashboard")))] : []),
  );
}

document.addEventListener("heed:views", places);
document.addEventListener("heed:load", () =>
  document.querySelectorAll("#places .count").forEach(node => {
    node.textContent = load.waiting();
  }),
);
listen({
  "/": ["keys.search", () => (location.pathname === "/" ? focusSearch() : (go("/"), focusSearch()))],
  "g q": ["keys.queue", () => go("/")],
  "g t": ["keys.team", () => go("/team")],
  "g i": ["keys.invitations", () => go("/invitations")],
  "g s": ["keys.settings", () => go("/settings")],
});
enter({
  hint: "door.hint",
  learn: me.learn,
  who: () => me.name,
  opened,
  show,
  go,
  leave: () => {
    leave();
    leave = () => {};
  },
});
