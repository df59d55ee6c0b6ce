import { gate, openSession } from "./api.js";
import { byId, h, select } from "./dom.js";
import { languages, speak, t } from "./i18n.js";
import { showKeys } from "./keys.js";
import { ledBack, providersDoor } from "./provider.js";

// The frame of every page of Heed: who is there, in which language, light or dark.
let page;

/**
 * Enters with the key of the address, or the session that there is.
 *
 * @param own {hint, learn, who, opened, show, go, leave}: the string of the door, whether somebody is signed in
 *   (a promise), how they are called, what is begun before the first place is shown, and how a place is shown, gone to and left
 */
export async function enter(own) {
  page = own;
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key) history.replaceState(null, "", location.pathname + location.search);
  theme(localStorage.getItem("heed.theme") ?? "");
  await speak();
  gate.shut = () => ledBack() || door("");
  byId("help").addEventListener("click", showKeys);
  window.addEventListener("popstate", () => shut() || page.show());
  document.addEventListener("click", follow);
  if (key && !(await openSession(key))) return door(t("door.refused"));
  await open();
}

export const shut = () => document.body.classList.contains("shut");

async function open() {
  if (!(await page.learn())) return door("");
  document.body.classList.remove("shut");
  furnish();
  await page.opened();
  page.show();
}

function door(why) {
  page.leave();
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
    h("section", { id: "door", class: "card" }, h("h1", {}, t("door.title")), h("p", { class: "faint" }, t(page.hint)), form),
  );
  key.focus();
  providersDoor().then(way => way && form.append(way));
}

function furnish() {
  document.querySelectorAll("[data-t]").forEach(node => {
    node.textContent = t(node.dataset.t);
  });
  byId("who").textContent = page.who();
  connected(byId("live").dataset.state === "on");
  const speaking = select(languages(), document.documentElement.lang, { id: "language", "aria-label": t("language") });
  speaking.addEventListener("change", async () => {
    localStorage.setItem("heed.language", speaking.value);
    await speak();
    furnish();
    page.show();
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

/** What is drawn, rather than styled, hears of it by the event `heed:theme`. */
function theme(name) {
  localStorage.setItem("heed.theme", name);
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
  document.dispatchEvent(new Event("heed:theme"));
}

export function connected(on) {
  byId("live").dataset.state = on ? "on" : "off";
  byId("live").textContent = t(on ? "live.on" : "live.off");
}

function follow(event) {
  const link = event.target.closest?.("a[href^='/']");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  page.go(link.getAttribute("href"));
}
