// The service says that KPIs moved; the page that is shown asks anew for what it shows. Also once a minute,
// since a window moves on by itself.
const MINUTE = 60_000;
const SOON = 500;
let hearer = null;
let moved = false;

/** @param page {concerns(storefronts), again()}; storefronts is null if any may have moved */
export function hear(page) {
  hearer = page;
  moved = false;
}

function tell(storefronts) {
  if (!hearer || !hearer.concerns(storefronts)) return;
  if (document.visibilityState === "visible") hearer.again();
  else moved = true;
}

/** Resolves once changes are heard, so that the first look misses none; a stream that is slow to open is not waited for. */
export function follow(stateChanged) {
  let opened;
  const heard = new Promise(done => {
    opened = done;
    setTimeout(done, SOON);
  });
  const connect = () => {
    const stream = new EventSource("/v1/kpis/events");
    stream.onopen = () => {
      stateChanged(true);
      opened();
      tell(null); // what happened while nothing was heard is in no stream
    };
    stream.onerror = () => {
      stateChanged(false);
      if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
    };
    stream.addEventListener("changed", event => tell(JSON.parse(event.data).storefronts));
  };
  connect();
  setInterval(() => tell(null), MINUTE);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || !moved) return;
    moved = false;
    tell(null);
  });
  return heard;
}

/** Work that is never done twice at once: asked for while it runs, it runs once more. */
export function once(work) {
  let running = false;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      running = false;
    }
  };
}
