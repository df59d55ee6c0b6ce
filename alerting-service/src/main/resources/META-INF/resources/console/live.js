import { get } from "./api.js";

// One stream for the whole console. A burst of events is one look at each case, a few at a time.
const FACTS = [
  "opened",
  "acknowledged",
  "unacknowledged",
  "assigned",
  "noted",
  "answered",
  "resolved",
  "reopened",
  "revised",
  "recovered",
  "cancelled",
  "escalated",
]
  .map(name => `case.${name}`)
  .concat("sla.warned", "sla.breached");
const MANY = 50;
const hearers = new Set();
const seen = new Map();
let onState = () => {};

/** @param hearer {fact(event), changed(case), gone(id), again(), presence(who)}, each optional */
export function hear(hearer) {
  hearers.add(hearer);
  return () => hearers.delete(hearer);
}

const tell = (what, ...with_) => hearers.forEach(hearer => hearer[what]?.(...with_));

export function follow(stateChanged) {
  onState = stateChanged;
  const connect = () => {
    const stream = new EventSource("/v1/cases/events");
    stream.onopen = () => {
      onState(true);
      [...seen.keys()].forEach(caseId => looked({ caseId, people: [] }));
      tell("again"); // what happened between the first look and this moment is in no stream
    };
    stream.onerror = () => {
      onState(false);
      if (stream.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
    };
    FACTS.forEach(name => stream.addEventListener(name, event => heard(name, JSON.parse(event.data))));
    stream.addEventListener("presence", event => looked(JSON.parse(event.data)));
    stream.addEventListener("reset", () => tell("again"));
  };
  connect();
}

/** Who looks at a case, as far as is known. */
export const onlookers = id => seen.get(id) ?? [];

function looked({ caseId, people }) {
  people.length ? seen.set(caseId, people) : seen.delete(caseId);
  tell("presence", { caseId, people });
}

const waiting = new Set();
let looking = 0;

function heard(type, fact) {
  tell("fact", { ...fact, type });
  waiting.add(fact.caseId);
  while (looking < 3 && waiting.size) look();
}

async function look() {
  looking++;
  while (waiting.size) {
    if (waiting.size > MANY) {
      waiting.clear();
      tell("again");
      break;
    }
    const id = waiting.values().next().value;
    waiting.delete(id);
    try {
      tell("changed", await get(`/v1/cases/${id}`));
    } catch (refused) {
      if (refused.status === 404) tell("gone", id);
    }
  }
  looking--;
}
