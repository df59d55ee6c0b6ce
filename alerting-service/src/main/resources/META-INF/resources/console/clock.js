// Time as the server has it, and how long is left. Once a second every element that shows a clock is
// told anew; nothing else moves.
let skew = 0;

export const now = () => Date.now() + skew;

/** Learns the server's clock of an answer; its header is cut to the second, so half of one is added. */
export function learn(answer) {
  const date = Date.parse(answer.headers.get("Date"));
  if (date && Math.abs(date + 500 - now()) > 1500) skew = date + 500 - Date.now();
}

const two = n => String(n).padStart(2, "0");

/** 1d 04:12, 03:59:10, or −00:10:02 once it is late. */
export function left(ms) {
  const s = Math.floor(Math.abs(ms) / 1000);
  const days = Math.floor(s / 86400);
  const rest = days
    ? `${days}d ${two(Math.floor(s / 3600) % 24)}:${two(Math.floor(s / 60) % 60)}`
    : `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  return ms < 0 ? `−${rest}` : rest;
}

const STILL = new Set(["MET", "CANCELLED", "PAUSED"]);
const WAITING = new Set(["OPEN", "ACKNOWLEDGED"]);

export const runs = clock => !clock.ended && !STILL.has(clock.status);

/** The clocks of a case, each with whether it has ended: a broken one may have, or may run on. */
export function clocksOf(item) {
  const waits = WAITING.has(item.status);
  const cycle = Math.max(...item.clocks.map(clock => (clock.kind === "NEXT_RESPONSE" ? clock.cycle : 0)));
  const ended = clock =>
    clock.kind === "RESOLUTION"
      ? !waits && item.status !== "ANSWERED"
      : clock.kind === "NEXT_RESPONSE"
        ? !waits || clock.cycle < cycle
        : !waits || Boolean(item.sla.answeredAt);
  return item.clocks.map(clock => ({ ...clock, ended: ended(clock), status: clock.pausedAt ? "PAUSED" : clock.status }));
}

/** The clock that the queue goes by; where none runs, that of the first response. */
export function dueNext(item) {
  const clocks = clocksOf(item);
  return clocks.find(clock => runs(clock) && clock.dueAt === item.nextDueAt) ?? clocks[0];
}

/** RUNNING, AT_RISK or BREACHED as of this second. */
export const state = clock => (runs(clock) && now() > Date.parse(clock.dueAt) ? "BREACHED" : clock.status);

export const share = clock => {
  const start = Date.parse(clock.startedAt);
  return Math.min(1, Math.max(0, (now() - start) / (Date.parse(clock.dueAt) - start)));
};

const shown = new Map();
/** Calls show at once and then every second until its element has left the page. */
export function ticking(node, show) {
  shown.set(node, show);
  show();
  return node;
}

setInterval(() => {
  for (const [node, show] of shown) node.isConnected ? show() : shown.delete(node);
}, 1000);
