import { getIfThere } from "./api.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";

// People may come from a provider of identities. Whoever did is led there again, unasked, once the session is over: the
// provider answers by itself as long as it still knows them.
const CAME = "heed.provider";
const LED = "heed.provider.led";
const SOON = 30_000;
let leaving = false;
addEventListener("pageshow", event => event.persisted && (leaving = false)); // gone back to as it was left

function go() {
  location.assign(`/sign-in/oidc?to=${encodeURIComponent(location.pathname + location.search)}`);
}

/** The way to the provider, or null where there is none. */
export async function providersDoor() {
  const offer = await getIfThere("/sign-in/oidc/offer").catch(() => null);
  if (!offer?.name) {
    localStorage.removeItem(CAME);
    return null;
  }
  const enter = () => {
    localStorage.setItem(CAME, "yes");
    go();
  };
  return h("button", { type: "button", class: "provider", onclick: enter }, t("door.with", { name: offer.name }));
}

/** Leads back to the provider whoever came from there; false for others, and where that was just tried. */
export function ledBack() {
  if (leaving) return true; // of several answers the first has led away already
  const tried = Date.now() - Number(sessionStorage.getItem(LED) ?? 0) < SOON;
  if (!localStorage.getItem(CAME) || tried) return false;
  sessionStorage.setItem(LED, String(Date.now()));
  leaving = true;
  go();
  return true;
}

/** True for whoever came from the provider. */
export const cameFromThere = () => Boolean(localStorage.getItem(CAME));

/** Ends the session here, and at the provider if it began there. */
export function leaveForGood() {
  localStorage.removeItem(CAME);
  location.assign("/sign-out/oidc");
}
