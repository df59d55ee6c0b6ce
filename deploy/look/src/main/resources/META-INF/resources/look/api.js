// Every answer of the service comes through here: refusals become one kind of error that carries the
// problem as it was sent.
// `seen` hears the version of what was read, for the next write.
export class Refused extends Error {
  constructor(status, problem, etag) {
    super(problem.detail ?? `HTTP ${status}`);
    this.status = status;
    this.errors = problem.errors ?? [];
    this.etag = etag;
  }
}

// A session rests when nobody does anything, however busy the page itself is.
const RESTING = 60_000;
let touched = Date.now();
for (const sign of ["pointerdown", "keydown", "wheel", "touchstart"])
  addEventListener(sign, () => (touched = Date.now()), { passive: true, capture: true });

/** What a page wants to know of every answer, and what it does where nobody is signed in. */
export const gate = { shut: () => {}, heard: () => {} };

export async function call(method, path, { body, version, type = "application/json", accept = "application/json", keepalive, seen } = {}) {
  const headers = { Accept: accept };
  if (body !== undefined) headers["Content-Type"] = type;
  if (Date.now() - touched > RESTING) headers["Heed-Idle"] = "1";
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  const answer = await fetch(path, {
    method,
    headers,
    keepalive,
    body: body === undefined || typeof body === "string" ? body : JSON.stringify(body),
  });
  gate.heard(answer);
  if (answer.status === 401) gate.shut();
  if (!answer.ok) throw new Refused(answer.status, await problem(answer), answer.headers.get("ETag"));
  if (answer.status === 204) return null;
  if (seen) seen(/"(\d+)"/.exec(answer.headers.get("ETag"))?.[1]);
  return accept === "application/json" && answer.headers.get("Content-Type")?.includes("json") ? answer.json() : answer.text();
}

async function problem(answer) {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}

export const get = path => call("GET", path);

/** What a path answers, or null where this service has no such path (yet). */
export async function getIfThere(path, options) {
  try {
    return await call("GET", path, options);
  } catch (refused) {
    if (refused.status === 404 || refused.status === 405) return null;
    throw refused;
  }
}

export async function openSession(key) {
  const answer = await fetch("/session", { method: "POST", headers: { Authorization: `Bearer ${key}` } });
  return answer.ok;
}

/** Says something at a door where nobody need be known; answers {ok, status, wait, said}, wait in seconds. */
export async function tell(path, body) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const said = answer.status === 204 ? null : await problem(answer);
  return { ok: answer.ok, status: answer.status, wait: Number(answer.headers.get("Retry-After") ?? 0), said };
}

/** Ends this browser's session; the page begins anew, so that nothing of it is left. */
export async function signOut() {
  await fetch("/session", { method: "DELETE" });
  location.assign(document.documentElement.dataset.home ?? "/");
}

/** Does work for each of a list, a few at a time. */
export async function each(list, work, together = 4) {
  const waiting = [...list];
  await Promise.all(
    Array.from({ length: together }, async () => {
      while (waiting.length) await work(waiting.shift());
    }),
  );
}
