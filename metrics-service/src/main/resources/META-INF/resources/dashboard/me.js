import { getIfThere } from "/look/api.js";

// Who looks, and where the console is.
export const me = {
  name: "",
  roles: [],
  storefronts: null,
  console: null,

  /** False if nobody has signed in. */
  async learn() {
    try {
      Object.assign(me, await getIfThere("/v1/me"));
      return true;
    } catch (refused) {
      if (refused.status === 401) return false;
      throw refused;
    }
  },

  may: (...roles) => roles.some(role => me.roles.includes(role)),
};

export const moderates = () => me.may("lead", "analyst", "admin");
