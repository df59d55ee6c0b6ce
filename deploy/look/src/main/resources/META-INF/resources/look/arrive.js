import { tell } from "./api.js";
import { byId } from "./dom.js";
import { speak, t } from "./i18n.js";
import { doorCard, invitationCard } from "./sign-in.js";

// The page /sign-in: comes from a link, and goes on to where the visitor wanted to be.
const asked = new URLSearchParams(location.search).get("to");
const invitation = new URLSearchParams(location.hash.slice(1)).get("invitation");
if (invitation) history.replaceState(null, "", location.pathname);

/** Only to a page of ours: of this host, or one that the service gives a ticket for. */
async function goOn() {
  const to = URL.canParse(asked ?? "/", location.origin) ? new URL(asked ?? "/", location.origin) : new URL(location.origin);
  if (to.origin === location.origin) return location.replace(to.pathname === "/sign-in" ? "/" : to.href);
  const { ok, said } = await tell("/session/ticket", { to: to.href });
  return location.replace(ok ? said.url : "/");
}

/** Whoever is signed in already need not do it again. */
async function signedIn() {
  return asked !== null && (await fetch("/v1/me", { headers: { "Heed-Idle": "1" } })).ok;
}

async function arrive() {
  document.documentElement.dataset.theme = localStorage.getItem("heed.theme") ?? "";
  await speak();
  document.title = `${t("sign.in")} · Heed`;
  if (!invitation && (await signedIn())) return goOn();
  const card = invitation ? invitationCard(invitation, goOn) : await doorCard({ entered: goOn });
  byId("page").replaceChildren(card);
  card.querySelector("input, a")?.focus();
  return undefined;
}

arrive();
