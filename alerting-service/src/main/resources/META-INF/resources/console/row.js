import { dueNext, left, now, runs, share, state, ticking } from "./clock.js";
import { h } from "/look/dom.js";
import { stars } from "/look/evidence.js";
import { day, t, word } from "/look/i18n.js";

// One line of the queue.
export function makeRow(item, pick, touched) {
  const node = h(
    "li",
    { class: "row", data: { id: item.id } },
    h("label", { class: "pick" }, h("input", { type: "checkbox", onchange: event => pick(item.id, event.target.checked) })),
    h("div", { class: "when" }, h("strong", { class: "left number" }), h("span", { class: "track" }, h("span", { class: "gone" }))),
    h("div", { class: "what" }),
    h("div", { class: "tags" }),
    h("div", { class: "who" }),
  );
  node.addEventListener("focusin", () => touched(item.id));
  node.addEventListener("click", event => {
    if (!event.target.closest("a, label, input") && !getSelection().toString()) node.querySelector("a").click();
  });
  return node;
}

export function fill(node, item, chosen, current) {
  node.classList.toggle("current", current);
  node.classList.toggle("chosen", chosen);
  node.querySelector("input").checked = chosen;
  const shown = `${item.version} ${item.status} ${item.sla.status} ${document.documentElement.lang}`;
  if (node.dataset.shown === shown) return;
  node.dataset.shown = shown;
  const name = item.product.name ?? item.product.id;
  node.querySelector("input").setAttribute("aria-label", t("queue.choose", { product: name }));
  const link = node.querySelector(".what a");
  const focused = link === document.activeElement;
  const said = [item.title, item.text].filter(Boolean).join(" – ") || t("case.wordless");
  const fresh = h("a", { href: `/cases/${item.id}`, lang: item.language, dir: "auto" }, said);
  node
    .querySelector(".what")
    .replaceChildren(
      fresh,
      h("p", { class: "faint" }, stars(item.rating), " ", [name, item.customer?.name, item.storefront].filter(Boolean).join(" · ")),
    );
  if (focused) fresh.focus({ preventScroll: true });
  node.querySelector(".tags").replaceChildren(...chips(item));
  node
    .querySelector(".who")
    .replaceChildren(
      item.assignee ? h("span", { class: "face", title: item.assignee }, initials(item.assignee)) : "",
      h("span", { class: "faint team" }, item.team),
    );
  const clock = dueNext(item);
  ticking(node.querySelector(".left"), () => clockOf(node, clock));
}

function clockOf(node, clock) {
  const at = state(clock);
  if (node.dataset.sla !== at) node.dataset.sla = at;
  const label = node.querySelector(".left");
  label.textContent = runs(clock) ? left(Date.parse(clock.dueAt) - now()) : word("sla", at);
  label.title = t("case.due", { at: day(clock.dueAt) });
  node.querySelector(".gone").style.inlineSize = `${runs(clock) ? share(clock) * 100 : 0}%`;
}

function chips(item) {
  const causes = [...new Set(item.tags.aspects.filter(a => a.sentiment !== "POSITIVE").map(a => a.aspect))].slice(0, 3);
  return [
    item.status !== "OPEN" && h("span", { class: "chip calm" }, word("status", item.status)),
    (item.priority === "HIGH" || item.priority === "URGENT") && h("span", { class: "chip risk" }, word("priority", item.priority)),
    item.language && h("span", { class: "chip" }, item.language),
    ...causes.map(cause => h("span", { class: "chip" }, word("aspect", cause))),
  ].filter(Boolean);
}

export const initials = name =>
  name
    .split(/[\s._-]+/)
    .filter(Boolean)
    .slice(0, 2)
    .map(part => [...part][0].toUpperCase())
    .join("");
