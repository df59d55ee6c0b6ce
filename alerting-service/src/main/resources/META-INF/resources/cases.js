// The open cases, soonest due first, kept up to date by the event stream. Everything a customer
// wrote is set as text, never as markup.
const PAGE = 100;
const LIVE = new Set(["OPEN", "ACKNOWLEDGED"]);
const byId = id => document.getElementById(id);
const cases = new Map();
let cursor = null;
let skew = 0; // the server's clock decides, not the visitor's

async function enter() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  history.replaceState(null, "", location.pathname);
  if (key && !(await openSession(key))) return ask("This key was not accepted.");
  await load() ? follow() : ask("");
}

async function openSession(key) {
  const answer = await fetch("/session", { method: "POST", headers: { Authorization: `Bearer ${key}` } });
  return answer.ok;
}

function ask(why) {
  byId("door").hidden = false;
  byId("summary").textContent = "";
  byId("refused").textContent = why;
  byId("key").focus();
}

async function get(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  const date = Date.parse(answer.headers.get("Date"));
  if (date) skew = date - Date.now();
  return answer;
}

async function load(more = false) {
  const path = `/v1/cases?status=OPEN,ACKNOWLEDGED&limit=${PAGE}`;
  const answer = await get(more && cursor ? `${path}&cursor=${encodeURIComponent(cursor)}` : path);
  if (!answer.ok) return false;
  const page = await answer.json();
  if (!more) cases.clear();
  page.items.forEach(item => cases.set(item.id, item));
  cursor = page.nextCursor;
  byId("door").hidden = true;
  show();
  return true;
}

function follow() {
  const stream = new EventSource("/v1/cases/events");
  const state = on => {
    byId("live").dataset.state = on ? "on" : "off";
    byId("live").textContent = on ? "live" : "connecting again…";
  };
  stream.onopen = () => { state(true); load(); };
  stream.onerror = () => {
    state(false);
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 3000);
  };
  ["opened", "acknowledged", "unacknowledged", "assigned", "noted", "answered", "resolved", "reopened", "revised",
    "recovered", "cancelled", "escalated"].forEach(name => stream.addEventListener(`case.${name}`, changed));
  ["sla.warned", "sla.breached"].forEach(name => stream.addEventListener(name, changed));
  stream.addEventListener("reset", () => load());
}

// A burst of events is one look at each case, a few at a time.
const waiting = new Set();
let looking = false;
function changed(event) {
  const fact = JSON.parse(event.data);
  if (!LIVE.has(fact.status)) { waiting.delete(fact.caseId); cases.delete(fact.caseId); show(); return; }
  waiting.add(fact.caseId);
  if (!looking) look();
}

async function look() {
  looking = true;
  while (waiting.size) {
    if (waiting.size > 50) { waiting.clear(); await load(); continue; }
    const id = waiting.values().next().value;
    waiting.delete(id);
    const answer = await get(`/v1/cases/${id}`);
    if (answer.ok) {
      const item = await answer.json();
      LIVE.has(item.status) ? cases.set(id, item) : cases.delete(id);
    } else if (answer.status === 404) cases.delete(id);
    show();
  }
  looking = false;
}

let drawing = false;
function show() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; draw(); });
}

function draw() {
  const sorted = [...cases.values()].sort((a, b) => a.sla.dueAt.localeCompare(b.sla.dueAt) || a.id.localeCompare(b.id));
  byId("cases").replaceChildren(...sorted.map(card));
  byId("none").hidden = sorted.length > 0;
  byId("more").hidden = !cursor;
  byId("summary").textContent = `${sorted.length}${cursor ? "+" : ""} waiting for an answer`;
  tick();
}

function card(item) {
  const node = byId("card").content.firstElementChild.cloneNode(true);
  const set = (name, text) => { node.querySelector(`.${name}`).textContent = text ?? ""; };
  node.dataset.id = item.id;
  set("due", `due ${new Date(item.sla.dueAt).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`);
  set("stars", rating(item.rating));
  set("product", item.product.name ?? item.product.id);
  set("text", [item.title, item.text].filter(Boolean).join(" · "));
  set("who", [item.customer?.name, item.storefront, item.assignee && `with ${item.assignee}`, `team ${item.team}`]
    .filter(Boolean).join(" · "));
  const causes = [...new Set(item.tags.aspects.map(a => a.aspect.toLowerCase()))];
  const chips = [item.language, item.status === "ACKNOWLEDGED" && "acknowledged", ...causes].filter(Boolean);
  node.querySelector(".chips").append(...chips.map(text => {
    const chip = document.createElement("span");
    chip.className = "chip";
    chip.textContent = text;
    return chip;
  }));
  return node;
}

function rating(given) {
  if (!given) return "";
  if (given.scale === "STARS_5") return "★".repeat(given.value) + "☆".repeat(5 - given.value);
  if (given.scale === "THUMBS") return given.value ? "👍" : "👎";
  return `${given.value}/10`;
}

function tick() {
  const now = Date.now() + skew;
  for (const node of byId("cases").children) {
    const { sla } = cases.get(node.dataset.id) ?? {};
    if (!sla) continue;
    const due = Date.parse(sla.dueAt);
    const start = Date.parse(sla.startedAt);
    const ended = sla.status === "CANCELLED" || sla.status === "MET";
    node.dataset.sla = !ended && now > due ? "BREACHED" : sla.status;
    node.querySelector(".left").textContent = ended ? "no clock" : left(due - now);
    node.querySelector("meter").value = Math.min(1, Math.max(0, (now - start) / (due - start)));
  }
}

function left(ms) {
  const s = Math.floor(Math.abs(ms) / 1000);
  const parts = [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60].map(n => String(n).padStart(2, "0"));
  return ms < 0 ? `${parts.join(":")} late` : parts.join(":");
}

byId("key-form").addEventListener("submit", async event => {
  event.preventDefault();
  const key = byId("key").value;
  byId("key").value = "";
  if (await openSession(key) && await load()) follow();
  else ask("This key was not accepted.");
});
byId("more").addEventListener("click", () => load(true));
setInterval(tick, 1000);
enter();
