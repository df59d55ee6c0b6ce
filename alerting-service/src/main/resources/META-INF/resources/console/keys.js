import { dialog, h } from "./dom.js";
import { t } from "./i18n.js";

// Keys of the page that is shown. A key never acts while somebody types, or with Ctrl, Alt or Meta.
let page = {};
const EVERYWHERE = { "/": "keys.search", "?": "keys.help", "g q": "keys.queue", "g t": "keys.team", "g s": "keys.settings" };
let before = "";

/** @param keys such as {j: ["keys.next", act]} */
export function onKeys(keys) {
  page = keys;
}

export function listen(everywhere) {
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const pair = `${before} ${event.key}`;
    before = event.key === "g" ? "g" : "";
    const act = everywhere[pair] ?? page[event.key]?.[1] ?? everywhere[event.key];
    if (!act || (event.key === "Enter" && event.target.closest("a, button"))) return;
    event.preventDefault();
    act(event);
  });
}

const typing = node => node.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

export function showKeys() {
  if (document.querySelector("dialog[open]")) return;
  const rows = Object.entries(page)
    .map(([key, [label]]) => [key, label])
    .concat(Object.entries(EVERYWHERE));
  dialog(
    t("keys.title"),
    h(
      "dl",
      { class: "keys" },
      rows.map(([key, label]) => [
        h(
          "dt",
          {},
          key.split(" ").map(k => h("kbd", {}, k)),
        ),
        h("dd", {}, t(label)),
      ]),
    ),
    h("button", { value: "close", autofocus: true }, t("close")),
  );
}
