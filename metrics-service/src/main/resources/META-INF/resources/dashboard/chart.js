import uPlot from "/webjars/uplot/1.6.30/dist/uPlot.esm.js";
import { h } from "/look/dom.js";
import { moment, t } from "/look/i18n.js";
import { axisDay, axisHour, spanOf } from "./time.js";

// Charts over time. uPlot draws; colours come from the style sheet, words and numbers from the page, and what
// is drawn is also said in words and shown as a table by the card around it.
const HEIGHT = 240;
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** light-dark() is resolved by an element, not by the canvas. */
function paint(name) {
  const probe = h("i");
  probe.style.color = colour(name);
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/**
 * A KPI with its interval.
 *
 * @param series {points, step}, as the service answers it
 * @param options {label, write, ends, axis}: the name in words, a value as text, the scale's ends, a value at the axis
 */
export function lineChart(box, series, options) {
  const data = [
    times(series),
    series.points.map(p => p.low ?? null),
    series.points.map(p => p.high ?? null),
    series.points.map(p => p.value),
  ];
  return plot(box, series, data, options, () => ({
    series: [
      {},
      { points: { show: false }, width: 0, stroke: "transparent" },
      { points: { show: false }, width: 0, stroke: "transparent" },
      { stroke: paint("--drawn"), width: 2, points: { show: data[3].filter(v => v !== null).length < 40, size: 5, fill: paint("--drawn") } },
    ],
    bands: [{ series: [2, 1], fill: paint("--drawn-wash") }],
    range: (u, low, high) => lineRange(low, high, options.ends),
    rows: i => [
      [options.label, options.write(data[3][i])],
      data[1][i] !== null && [t("chart.interval"), t("interval", { low: options.write(data[1][i]), high: options.write(data[2][i]) })],
      ["n", String(series.points[i].n)],
    ],
  }));
}

/** Counts, each step for itself; what the window cuts off is paler. */
export function volumeChart(box, series, options) {
  const parts = [false, true].map(cut => series.points.map(p => (partial(p, series) === cut ? p.value : 0)));
  const bars = uPlot.paths.bars({ size: [0.72, 48], radius: 0.1 });
  return plot(box, series, [times(series), ...parts], options, () => ({
    series: [{}, ...["--drawn", "--drawn-pale"].map(name => ({ fill: paint(name), width: 0, paths: bars, points: { show: false } }))],
    bands: [],
    bars: true,
    range: (u, low, high) => [0, Math.max(4, high * 1.05)],
    rows: i => [[options.label, options.write(series.points[i].value)]],
  }));
}

/** The window begins and ends within a step. */
function partial(point, series) {
  const [first, last] = [series.points[0], series.points.at(-1)];
  return point === first || (point === last && Date.parse(point.to) > Date.now());
}

/**
 * Counts on each other.
 *
 * @param layers from the lowest up: [{label, colour, values}]
 */
export function stackChart(box, series, layers, options) {
  const sums = layers.map((_, top) => series.points.map((_, i) => layers.slice(0, top + 1).reduce((sum, l) => sum + (l.values[i] ?? 0), 0)));
  const data = [times(series), ...sums.toReversed()];
  const bars = uPlot.paths.bars({ size: [0.72, 48], radius: 0 });
  return plot(box, series, data, options, () => ({
    series: [{}, ...layers.toReversed().map(l => ({ fill: paint(l.colour), stroke: paint("--paper"), width: 1, paths: bars, points: { show: false } }))],
    bands: [],
    bars: true,
    range: (u, low, high) => [0, Math.max(4, high * 1.05)],
    rows: i => layers.toReversed().map(l => [l.label, options.write(l.values[i] ?? 0)]),
  }));
}

const times = series => series.points.map(p => Date.parse(p.from) / 1000);

/** The line fills the chart, within what the KPI can be, and never so close that noise looks like news. */
function lineRange(low, high, [least, most]) {
  if (low === null) return [least ?? 0, most ?? 1];
  const room = Math.max((high - low) * 0.1, least === 0 && most === undefined ? 1 : ((most ?? high) - (least ?? low)) * 0.02) || 1;
  return [Math.max(least === 0 ? 0 : low - room, least ?? -Infinity), Math.min(high + room, most ?? Infinity)];
}

function plot(box, series, data, options, dress) {
  const canvas = h("div", { class: "plot", role: "img", "aria-label": options.said });
  const told = h("div", { class: "told", "aria-hidden": "true", hidden: true });
  box.replaceChildren(canvas, told);
  const step = data[0].length > 1 ? data[0][1] - data[0][0] : 3600;
  let u;
  const draw = () => {
    u?.destroy();
    const worn = dress();
    u = new uPlot(
      {
        width: canvas.clientWidth || 300,
        height: HEIGHT,
        padding: [8, 24, 0, 0],
        tzDate: at => uPlot.tzDate(new Date(at * 1000), spanOf(series).zone),
        legend: { show: false },
        cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
        scales: { x: { time: true, range: (u, from, to) => (worn.bars ? [from - step / 2, to + step / 2] : [from, to]) }, y: { range: worn.range } },
        series: worn.series,
        bands: worn.bands,
        axes: axes(series, options),
        hooks: { setCursor: [at => tell(at, told, canvas, series, worn.rows)] },
      },
      data,
      canvas,
    );
  };
  draw();
  const sized = new ResizeObserver(() => canvas.clientWidth && canvas.clientWidth !== u.width && u.setSize({ width: canvas.clientWidth, height: HEIGHT }));
  sized.observe(canvas);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", draw);
  document.addEventListener("heed:theme", draw);
  return () => {
    sized.disconnect();
    dark.removeEventListener("change", draw);
    document.removeEventListener("heed:theme", draw);
    u.destroy();
  };
}

function axes(series, options) {
  const ink = { stroke: paint("--faint"), font: `11px ${colour("--font")}`, ticks: { show: false } };
  const line = { stroke: paint("--line"), width: 1 };
  return [
    {
      ...ink,
      grid: { show: false },
      space: 64,
      size: 26,
      values: (u, splits, axis, space, step) => splits.map(at => (step < 86_400 ? axisHour(at, spanOf(series)) : axisDay(at, spanOf(series)))),
    },
    {
      ...ink,
      grid: line,
      space: 36,
      size: (u, values) => 14 + Math.max(18, ...(values ?? []).map(v => v.length * 6.4)),
      values: (u, splits) => splits.map(options.axis ?? options.write),
    },
  ];
}

function tell(u, told, canvas, series, rows) {
  const i = u.cursor.idx;
  const point = series.points[i];
  told.hidden = !point || u.cursor.left < 0;
  if (told.hidden) return;
  told.replaceChildren(
    h("strong", {}, when(point, series)),
    h("small", { class: "faint", hidden: !partial(point, series) }, t("chart.partial")),
    h(
      "dl",
      {},
      rows(i)
        .filter(Boolean)
        .map(([name, value]) => [h("dt", {}, name), h("dd", { class: "number" }, value)]),
    ),
  );
  const at = u.over.offsetLeft + u.valToPos(u.data[0][i], "x");
  const left = at + told.offsetWidth + 16 > canvas.clientWidth ? at - told.offsetWidth - 12 : at + 12;
  told.style.transform = `translate(${Math.max(0, left)}px, 8px)`;
}

/** The time that a point of a series stands for, in words. */
export function when(point, series) {
  const { zone, days } = spanOf(series);
  const from = moment(point.from, { timeZone: zone, weekday: "short", day: "numeric", month: "short", ...(days ? {} : { hour: "2-digit", minute: "2-digit" }) });
  if (series.step !== "6h" && series.step !== "7d") return from;
  const last = new Date(Date.parse(point.to) - (days ? 1 : 0));
  const until = moment(last, { timeZone: zone, ...(days ? { day: "numeric", month: "short" } : { hour: "2-digit", minute: "2-digit" }) });
  return `${from} – ${until}`;
}

/** A line without axes, beside a figure; what it shows is said by the figure's own chart. */
export function spark(values) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "spark");
  svg.setAttribute("viewBox", "0 0 100 24");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const there = values.filter(v => v !== null);
  if (there.length < 2) return svg;
  const [low, high] = [Math.min(...there), Math.max(...there)];
  const place = (v, i) => `${((i / (values.length - 1)) * 100).toFixed(1)} ${(high === low ? 12 : 22 - ((v - low) / (high - low)) * 20).toFixed(1)}`;
  let pen = "M";
  const d = values.map((v, i) => {
    if (v === null) return "";
    const step = pen + place(v, i);
    pen = "L";
    return step;
  });
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", d.join(""));
  svg.append(path);
  return svg;
}
