package heed.alerting;

import heed.events.CaseFact;
import heed.events.EventType;
import java.time.Instant;

/**
 * An instant at which a clock has something to tell: one fact per case, cycle and name.
 *
 * @param name unique within a cycle of its case
 * @param dueAt the mark is due once this instant has passed
 * @param fraction of the time to the due time, for a warning
 */
record Mark(String name, Instant dueAt, EventType type, double fraction) {
  boolean due(Instant now) {
    return dueAt.isBefore(now);
  }

  CaseFact fact() {
    return switch (type) {
      case SLA_WARNED -> new CaseFact.SlaWarned(fraction);
      case SLA_BREACHED -> new CaseFact.SlaBreached();
      case CASE_UNACKNOWLEDGED -> new CaseFact.CaseUnacknowledged();
      default -> throw new IllegalStateException(type + " is no mark of a clock");
    };
  }
}
