// What is drawn anew takes the focus with it. Whoever was there is put back to the same thing, or to what came
// into its place: a control is known by what it is for (data-act, data-filter, …), a row by its data-id.
const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";

const inWords = node => node.getAttribute("aria-label") ?? node.textContent;

/** What a control is for, in words that outlive the drawing. */
function purpose(node) {
  const { act, filter, own, kpi } = node.dataset;
  const named = node.name && `${node.name}=${node.value}`;
  return [node.localName, act ?? filter ?? own ?? kpi ?? node.getAttribute("href") ?? (named || inWords(node))].join(" ");
}

const rowsOf = root => [...root.querySelectorAll("[data-id]")];

/** Where in it the focus is; null if it is elsewhere. */
export function placeIn(root) {
  const node = document.activeElement;
  if (!root.contains(node) || node === root) return null;
  const row = node.closest("[data-id]");
  const inside = row && root.contains(row);
  return { control: purpose(node), row: inside ? row.dataset.id : null, at: inside ? rowsOf(root).indexOf(row) : -1 };
}

/** Puts the focus back there; where the row is gone, into the one that took its place, and without any row to the words that say so. */
export function goBack(root, place) {
  if (!place) return;
  const rows = rowsOf(root);
  const row = place.row === null ? root : (rows.find(one => one.dataset.id === place.row) ?? rows[Math.min(place.at, rows.length - 1)]);
  const within = row ?? root;
  const same = [...within.querySelectorAll(CONTROLS)].find(node => purpose(node) === place.control && !node.disabled);
  const next = same ?? (row && row !== root ? row.querySelector("a[href], summary, button") : root.querySelector("h1, .none:not([hidden])"));
  if (!next) return;
  if (!next.matches(CONTROLS)) next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

/** Draws, and keeps the focus where it is. */
export function keeping(root, draw) {
  const place = placeIn(root);
  draw();
  goBack(root, place);
}
