import { get, getIfThere } from "/look/api.js";
import { byId, h, icon } from "/look/dom.js";
import { t } from "/look/i18n.js";
import { listen, onKeys } from "/look/keys.js";
import { connected, enter, shut } from "/look/shell.js";
import { sourcesPage } from "./page.js";

// One page: what is listened to. It asks again by itself, since nobody tells it that something came.
const EVERY = 15_000;
let known = null;
let console_ = null;
let timer = null;
let page = null;

/** False if nobody has signed in; who may not see it has signed in all the same. */
async function ask() {
  try {
    known = await get("/v1/inbound");
    return true;
  } catch (refused) {
    if (refused.status === 401) return false;
    if (refused.status !== 403) throw refused;
    known = null;
    return true;
  }
}

async function learn() {
  console_ = (await getIfThere("/sign-in/ways").catch(() => null))?.at ?? null;
  return ask();
}

async function again() {
  clearTimeout(timer);
  if (!shut() && document.visibilityState === "visible") {
    const there = await ask().catch(() => null);
    connected(there !== null);
    if (there) page?.renew(known);
  }
  timer = setTimeout(again, EVERY);
}

function show() {
  if (shut()) return;
  onKeys({});
  const place = (href, name, current) =>
    h("a", { class: "place", href, "aria-current": current ? "page" : null }, icon(name === "console" ? "queue" : name), h("span", {}, t(`place.${name}`)));
  byId("places").setAttribute("aria-label", t("place.all"));
  byId("places").replaceChildren(place("/sources", "sources", true), ...(console_ ? [place(console_, "console", false)] : []));
  document.title = `${t("place.sources")} · Heed`;
  page = sourcesPage(byId("page"));
  page.renew(known);
}

listen({});
document.addEventListener("visibilitychange", again);
enter({
  hint: "source.door",
  learn,
  who: () => t("source.signed"),
  opened: () => {
    connected(true);
    clearTimeout(timer);
    timer = setTimeout(again, EVERY);
  },
  show,
  go: path => {
    history.pushState(null, "", path);
    show();
  },
  leave: () => clearTimeout(timer),
});
