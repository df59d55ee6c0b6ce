import { byId, h, icon } from "/look/dom.js";
import { t } from "/look/i18n.js";
import { listen, onKeys } from "/look/keys.js";
import { connected, enter, shut } from "/look/shell.js";
import { alarmsPage } from "./alarms.js";
import { benchmarkPage } from "./benchmark.js";
import { causesPage } from "./causes.js";
import { comparePage } from "./compare.js";
import { keeping } from "./focus.js";
import { invitationsPage } from "./invitations.js";
import { follow, hear } from "./live.js";
import { me, moderates } from "./me.js";
import { moderationPage } from "./moderation.js";
import { overviewPage } from "./overview.js";
import { reviewPage } from "./review.js";
import { reviewsPage } from "./reviews.js";
import { address, read } from "./scope.js";

// Which page is shown, and where one can go. The scope goes along.
const PLACES = {
  overview: ["/", overviewPage],
  causes: ["/causes", causesPage],
  compare: ["/compare", comparePage],
  benchmark: ["/benchmark", benchmarkPage],
  alarms: ["/alarms", alarmsPage],
  invitations: ["/invitations", invitationsPage],
  reviews: ["/reviews", reviewsPage],
  moderation: ["/moderation", moderationPage],
};
const REVIEW = /^\/reviews\/([0-9a-f-]+)\/?$/;
let leave = () => {};

export function go(path, replace = false) {
  history[replace ? "replaceState" : "pushState"](null, "", path);
  show(replace);
}

function here() {
  const path = location.pathname.replace(/(.)\/$/, "$1");
  return Object.keys(PLACES).find(name => PLACES[name][0] === path) ?? (REVIEW.test(path) ? "reviews" : "overview");
}

function show(stay) {
  if (shut()) return;
  leave();
  document.querySelectorAll("dialog").forEach(node => node.close());
  onKeys({});
  hear(null);
  const name = here();
  places(name);
  if (stay !== true) window.scrollTo(0, 0);
  const review = REVIEW.exec(location.pathname);
  const shown = review ? reviewPage(byId("page"), go, review[1]) : PLACES[name][1](byId("page"), go);
  leave = shown.stop;
  hear({ concerns: storefronts => concerns(storefronts, read().storefront), again: shown.again });
}

const concerns = (storefronts, storefront) => storefronts === null || !storefront || storefronts.includes(storefront);

function places(current) {
  const scope = read();
  byId("places").setAttribute("aria-label", t("place.all"));
  const links = [
    ...Object.entries(PLACES)
      .filter(([name]) => name !== "moderation" || moderates())
      .map(([name, [path]]) =>
        h(
          "a",
          { class: "place", href: address(path, scope), "aria-current": name === current ? "page" : null },
          icon(name),
          h("span", {}, t(`place.${name}`)),
        ),
      ),
    me.console && h("a", { class: "place", href: me.console }, icon("queue"), h("span", {}, t("place.console"))),
  ];
  keeping(byId("places"), () => byId("places").replaceChildren(...links.filter(Boolean)));
  byId("places").querySelector("[aria-current]").scrollIntoView({ inline: "center", block: "nearest" });
}

const opened = () => (opened.heard ??= follow(connected));

const to = name => [`place.${name}`, () => go(address(PLACES[name][0], read()))];
listen({
  "g o": to("overview"),
  "g c": to("causes"),
  "g v": to("compare"),
  "g b": to("benchmark"),
  "g a": to("alarms"),
  "g i": to("invitations"),
  "g r": to("reviews"),
  "g m": to("moderation"),
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
    hear(null);
  },
});
