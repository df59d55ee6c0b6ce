import { gate, openSession, signOut, tell } from "./api.js";
import { byId, h, select } from "./dom.js";
import { languages, speak, t } from "./i18n.js";
import { showKeys } from "./keys.js";
import { doorCard } from "./sign-in.js";
import { cameFromThere, leaveForGood, ledBack, providersDoor } from "./provider.js";

// The frame of every page of Heed: who is there, in which language, light or dark.
let page;
let doorShown = false;

/**
 * Enters with the key or the ticket of the address, or the session that there is.
 *
 * @param own {hint, learn, who, opened, show, go, leave}: the string of the door, whether somebody is signed in
 *   (a promise), how they are called, what is begun before the first place is shown, and how a place is shown, gone to and left
 */
export async function enter(own) {
  page = own;
  const brought = new URLSearchParams(location.hash.slice(1));
  const key = brought.get("key");
  const ticket = sessionStorage.getItem("heed.signing-in") && brought.get("ticket");
  sessionStorage.removeItem("heed.signing-in");
  if (key || brought.has("ticket")) history.replaceState(null, "", location.pathname + location.search);
  theme(localStorage.getItem("heed.theme") ?? "");
  await speak();
  gate.shut = () => ledBack() || door("");
  byId("help").addEventListener("click", showKeys);
  window.addEventListener("popstate", () => shut() || page.show());
  document.addEventListener("click", follow);
  if (key && !(await openSession(key))) return door(t("door.refused"));
  if (ticket) await tell("/session/redeem", { ticket });
  await open();
}

export const shut = () => document.body.classList.contains("shut");

async function open() {
  if (!(await page.learn())) return door("");
  doorShown = false;
  document.body.classList.remove("shut");
  furnish();
  await page.opened();
  page.show();
}

/** What still asks while the door is shown is refused as well, and must not empty what somebody types there. */
async function door(why) {
  if (doorShown) return;
  doorShown = true;
  page.leave();
  document.body.classList.add("shut");
  document.title = "Heed";
  const card = await doorCard({ hint: t(page.hint), why, entered: open });
  byId("page").replaceChildren(card);
  if (why) card.querySelector("details")?.setAttribute("open", "");
  card.querySelector("[autofocus]")?.focus();
  providersDoor().then(way => way && card.append(way));
}

function furnish() {
  document.querySelectorAll("[data-t]").forEach(node => {
    node.textContent = t(node.dataset.t);
  });
  byId("who").textContent = page.who();
  byId("out")?.remove();
  byId("who").after(h("button", { id: "out", class: "bare", onclick: () => (cameFromThere() ? leaveForGood() : signOut()) }, t("sign.out")));
  connected(byId("live").dataset.state === "on");
  const speaking = select(languages(), document.documentElement.lang, { id: "language", "aria-label": t("language") });
  speaking.addEventListener("change", async () => {
    localStorage.setItem("heed.language", speaking.value);
    await speak();
    furnish();
    byId("language").focus();
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
