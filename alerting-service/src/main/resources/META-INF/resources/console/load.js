import { getIfThere } from "./api.js";
import { count } from "/look/i18n.js";
import { hear } from "./live.js";

// How much waits, over everything one may see. Asked again when something happened, every few seconds at most.
const EVERY = 2000;
let known = null;
let asking = null;

export const load = {
  teams: () => known?.teams ?? [],
  total: name => (known ? known.teams.reduce((sum, team) => sum + team[name], 0) : null),
  waiting: () => (known ? count(load.total("open") + load.total("acknowledged")) : ""),

  follow() {
    load.ask();
    if (load.followed) return;
    load.followed = true;
    hear({ fact: load.soon, again: load.ask });
    setInterval(() => document.visibilityState === "visible" && load.ask(), 60_000);
  },

  soon() {
    asking ??= setTimeout(load.ask, EVERY);
  },

  async ask() {
    clearTimeout(asking);
    asking = null;
    try {
      known = await getIfThere("/v1/load");
      document.dispatchEvent(new Event("heed:load"));
    } catch {
      load.soon();
    }
  },
};
