import { gate, openSession } from "./api.js";
import { casePage } from "./case.js";
import { byId, h, icon, select } from "./dom.js";
import { builtIn, savedViews, dropView } from "./filters.js";
import { languages, speak, t } from "./i18n.js";
import { listen, onKeys, showKeys } from "./keys.js";
import { follow } from "./live.js";
import { me } from "./me.js";
import { load } from "./load.js";
import { queuePage, focusSearch } from "./queue.js";
import { settingsPage } from "./settings.js";
import { teamPage } from "./team.js";

// The shell: who is there, which page is shown, and where one can go.
const PAGES = [
  [/^\/cases\/([0-9a-f-]+)$/, casePage],
  [/^\/team$/, teamPage],
  [/^\/settings(?:\/([a-z]+))?$/, settingsPage],
  [/^\/$/, queuePage],
];
let leave = () => {};

async function enter() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key) history.replaceState(null, "", location.pathname + location.search);
  theme(localStorage.getItem("heed.theme") ?? "");
  await speak();
  gate.shut = () => door("");
  if (key && !(await openSession(key))) return door(t("door.refused"));
  await open();
}

async function open() {
  if (!(await me.learn())) return door("");
  document.body.classList.remove("shut");
  furnish();
  show();
  if (!open.followed) follow(connected);
  open.followed = true;
  load.follow();
}

function door(why) {
  leave();
  leave = () => {};
  document.body.classList.add("shut");
  document.title = "Heed";
  const key = h("input", { id: "key", type: "password", autocomplete: "off", required: true });
  const said = h("p", { class: "fault", role: "alert" }, why);
  const form = h(
    "form",
    {
      onsubmit: async event => {
        event.preventDefault();
        if (await openSession(key.value)) await open();
        else said.textContent = t("door.refused");
        key.value = "";
      },
    },
    h("label", { for: "key" }, t("door.key")),
    key,
    h("button", { class: "main" }, t("door.open")),
    said,
  );
  byId("page").replaceChildren(
    h("section", { id: "door", class: "card" }, h("h1", {}, t("door.title")), h("p", { class: "faint" }, t("door.hint")), form),
  );
  key.focus();
}

export function go(path, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", path);
  show();
}

function show() {
  if (document.body.classList.contains("shut")) return;
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
    place("/settings", "settings", here.startsWith("/settings")),
  );
}

function furnish() {
  document.querySelectorAll("[data-t]").forEach(node => {
    node.textContent = t(node.dataset.t);
  });
  byId("who").textContent = me.name;
  connected(byId("live").dataset.state === "on");
  const speaking = select(languages(), document.documentElement.lang, { id: "language", "aria-label": t("language") });
  speaking.addEventListener("change", async () => {
    localStorage.setItem("heed.language", speaking.value);
    await speak();
    furnish();
    show();
  });
  byId("language").replaceWith(speaking);
  const looks = select(
    ["", "light", "dark"].map(v => [v, t(`theme.${v || "system"}`)]),
    localStorage.getItem("heed.theme"),
    { id: "theme", "aria-label": t("theme") },
  );
  looks.addEventListener("change", () => theme(looks.value));
  byId("theme").replaceWith(looks);
}

function theme(name) {
  localStorage.setItem("heed.theme", name);
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
}

function connected(on) {
  byId("live").dataset.state = on ? "on" : "off";
  byId("live").textContent = t(on ? "live.on" : "live.off");
}

document.addEventListener("click", event => {
  const link = event.target.closest?.("a[href^='/']");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});
window.addEventListener("popstate", show);
document.addEventListener("heed:views", places);
document.addEventListener("heed:load", () =>
  document.querySelectorAll("#places .count").forEach(node => {
    node.textContent = load.waiting();
  }),
);
byId("help").addEventListener("click", showKeys);
listen({
  "?": showKeys,
  "/": () => (location.pathname === "/" ? focusSearch() : (go("/"), focusSearch())),
  "g q": () => go("/"),
  "g t": () => go("/team"),
  "g s": () => go("/settings"),
});
enter();
