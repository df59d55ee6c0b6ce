import { call, getIfThere } from "./api.js";

// Who sits here. Two windows of one person are told apart by a number that lives as long as the window.
export const me = {
  name: "",
  person: false,
  roles: [],
  dashboard: null,
  sources: null,
  window: sessionStorage.getItem("heed.window") ?? uuid(),

  /** False if nobody has signed in. */
  async learn() {
    sessionStorage.setItem("heed.window", me.window);
    try {
      const known = await getIfThere("/v1/me");
      me.name = known?.name ?? "";
      me.person = known?.person ?? false;
      me.roles = known?.roles ?? [];
      me.dashboard = known?.dashboard ?? null;
      me.sources = known?.sources ?? null;
      return true;
    } catch (refused) {
      if (refused.status === 401) return false;
      throw refused;
    }
  },

  may: (...roles) => roles.some(role => me.roles.includes(role)),
};

/** Tells the others that this window looks at a case, or writes an answer; answers with a way to stop. */
export function present(id, writing) {
  const path = `/v1/cases/${id}/presence`;
  const beat = () =>
    document.visibilityState === "visible" &&
    call("POST", path, { body: { window: me.window, doing: writing() ? "ANSWERING" : "LOOKING" } }).catch(() => {});
  const leave = () => call("DELETE", `${path}/${me.window}`, { keepalive: true }).catch(() => {});
  const seen = () => (document.visibilityState === "visible" ? beat() : leave());
  beat();
  const timer = setInterval(beat, 8000);
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("pagehide", leave);
  return {
    beat,
    stop() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("pagehide", leave);
      leave();
    },
  };
}

/** Also where the page is not served over https and the browser has no randomUUID. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, b => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
