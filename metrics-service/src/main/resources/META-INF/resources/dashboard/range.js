// A value with its interval on a common scale, as a small drawing; the numbers stand beside it as text.
const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  return node;
}

/** @param figure {value, low, high, least, most, zero, kind}; zero draws a line to compare with */
export function range({ value, low, high, least, most, zero, kind = "" }) {
  const at = v => `${(((Math.max(least, Math.min(most, v)) - least) / (most - least || 1)) * 100).toFixed(2)}%`;
  const svg = shape("svg", { class: "range", "aria-hidden": "true" });
  svg.dataset.kind = kind;
  svg.append(shape("line", { class: "ground", x1: 0, x2: "100%", y1: 10, y2: 10 }));
  if (zero !== undefined && zero !== null) svg.append(shape("line", { class: "zero", x1: at(zero), x2: at(zero), y1: 0, y2: 20 }));
  if (value === null || value === undefined) return svg;
  if (low !== null && low !== undefined) svg.append(shape("line", { class: "whisker", x1: at(low), x2: at(high), y1: 10, y2: 10 }));
  svg.append(shape("circle", { cx: at(value), cy: 10, r: 4.5 }));
  return svg;
}
