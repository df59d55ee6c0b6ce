// Makes elements. Whatever is given as a child becomes text, never markup: what a customer wrote can
// do nothing here.
export function h(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) set(node, key, value);
  node.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

function set(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else if (key === "class") node.className = value;
  else if (key === "data") Object.assign(node.dataset, value);
  else if (key === "value" || key === "checked" || key === "disabled") node[key] = value;
  else node.setAttribute(key, value === true ? "" : value);
}

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  queue: "M4 6h16M4 12h16M4 18h10",
  team: "M9 11a3.5 3.5 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM3 20c0-3.300 2.700-6 6-6s6 2.700 6 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c1.800.9 3 3 3 5.500",
  invitations: "M4 6h16v12H4ZM4 7l8 6 8-6",
  sources: "M12 4v10M8 10l4 4 4-4M5 15v4h14v-4",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
  back: "M15 5l-7 7 7 7",
  overview: "M4 19V5M4 19h16M8 15l4-5 3 3 5-6",
  causes: "M4 6h12M4 12h16M4 18h7",
  compare: "M12 4v16M5 8h7M12 16h8M8 5.500v5M17 13.500v5",
  benchmark: "M5 20V10h4v10M10 20V4h4v16M15 20v-7h4v7",
  alarms: "M12 4a5 5 0 0 1 5 5c0 5 2 6 2 7H5c0-1 2-2 2-7a5 5 0 0 1 5-5ZM10 19.500a2 2 0 0 0 4 0",
  reviews: "M4 5h16v11H11l-4 4v-4H4ZM8 9h8M8 12h5",
  moderation: "M12 4l7 3v5c0 4-3 7-7 8-4-1-7-4-7-8V7ZM9 12l2.200 2.200L15.500 10",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

export const byId = id => document.getElementById(id);

export function toast(text, fault = false) {
  const node = h("div", { class: fault ? "toast fault" : "toast", role: fault ? "alert" : "status" }, text);
  byId("toasts").append(node);
  setTimeout(() => node.remove(), fault ? 8000 : 4000);
}

/** Tells a screen reader, and nobody else. */
export function say(text) {
  byId("said").textContent = text;
}

/** A dialog that is gone once it is closed; answers what it was closed with. */
export function dialog(title, body, buttons) {
  const heading = h("h2", { id: "dialog-title" }, title);
  const form = h("form", { method: "dialog" }, heading, body, h("div", { class: "foot" }, buttons));
  const node = h("dialog", { "aria-labelledby": "dialog-title" }, form);
  document.body.append(node);
  const closed = new Promise(done =>
    node.addEventListener("close", () => {
      node.remove();
      done(node.returnValue);
    }),
  );
  node.showModal();
  return { node, form, closed };
}

/** Leaves a dialog without doing anything. Not a submit button, so that Enter means the other one. */
export const without = label =>
  h("button", { type: "button", class: "bare", onclick: event => event.target.closest("dialog").close("") }, label);

let counted = 0;
/** A field with its label, its hint and room for what is wrong with it. */
export function field(label, control, hint, pointer) {
  control.id ||= `field-${++counted}`;
  const fault = h("span", { class: "fault", id: `${control.id}-fault`, data: pointer ? { pointer } : {} });
  control.setAttribute("aria-describedby", fault.id);
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control, hint && h("small", {}, hint), fault);
}

export function select(options, value, attributes = {}) {
  return h(
    "select",
    attributes,
    options.map(([key, text]) => Object.assign(h("option", { value: key }, text), { selected: key === (value ?? "") })),
  );
}
