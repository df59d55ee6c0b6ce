package heed.alerting;

import heed.events.CaseFact;
import heed.events.EventType;
import java.time.Instant;

/**
 * An instant at which a clock has something to tell: one fact per case, cycle and name.
 *
 * @param name unique within a cycle of its case
 * @param dueAt the mark is due once this instant has passed
 * @param fact what is told then
 */
record Mark(String name, Instant dueAt, CaseFact fact) {
  boolean due(Instant now) {
    return dueAt.isBefore(now);
  }

  EventType type() {
    return fact.type();
  }
}
