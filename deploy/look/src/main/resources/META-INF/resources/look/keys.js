import { dialog, h } from "./dom.js";
import { t } from "./i18n.js";

// Keys of the page that is shown. A key never acts while somebody types, or with Ctrl, Alt or Meta.
let page = {};
let everywhere = {};
let before = "";

/** @param keys such as {j: ["keys.next", act]} */
export function onKeys(keys) {
  page = keys;
}

/** @param keys of every page, such as {"g q": ["keys.queue", act]} */
export function listen(keys) {
  everywhere = { ...keys, "?": ["keys.help", showKeys] };
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const pair = `${before} ${event.key}`;
    before = event.key === "g" ? "g" : "";
    const act = everywhere[pair]?.[1] ?? page[event.key]?.[1] ?? everywhere[event.key]?.[1];
    if (!act || (event.key === "Enter" && event.target.closest("a, button"))) return;
    event.preventDefault();
    act(event);
  });
}

const typing = node => node.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

export function showKeys() {
  if (document.querySelector("dialog[open]")) return;
  const rows = [...Object.entries(page), ...Object.entries(everywhere)];
  dialog(
    t("keys.title"),
    h(
      "dl",
      { class: "keys" },
      rows.map(([key, [label]]) => [
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
