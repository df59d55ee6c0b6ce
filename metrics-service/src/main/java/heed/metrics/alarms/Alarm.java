package heed.metrics.alarms;

import heed.events.AlarmKind;
import heed.events.AlarmRaised;
import heed.metrics.alarms.AlarmFact.Raised;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as it was raised.
 *
 * @param bucket the beginning of the hour that showed it
 * @param clearedAt null while it is open
 */
record Alarm(
    UUID id,
    Scope scope,
    Instant raisedAt,
    Instant bucket,
    Raised what,
    @Nullable Instant clearedAt) {

  AlarmKind kind() {
    return what.kind();
  }

  AlarmRaised event() {
    return new AlarmRaised(
        id,
        scope.storefront(),
        scope.productOrNull(),
        kind(),
        raisedAt,
        bucket,
        what.seen(),
        what.expected(),
        what.limit(),
        what.n());
  }
}
