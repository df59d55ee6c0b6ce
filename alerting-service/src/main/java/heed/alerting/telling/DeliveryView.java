package heed.alerting.telling;

import heed.alerting.telling.Delivery.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as operators see it.
 *
 * @param at when it was made
 * @param nextAt of the next attempt; null once it came to an end
 * @param reason why the last attempt did not deliver it; null if it did, or none was made
 * @param status the receiver's last answer
 */
record DeliveryView(
    UUID id,
    String event,
    State state,
    Instant at,
    int attempts,
    @Nullable Instant nextAt,
    @Nullable Instant doneAt,
    @Nullable String reason,
    @Nullable Integer status) {

  static DeliveryView of(Delivery d) {
    return new DeliveryView(
        d.id(),
        d.event(),
        d.state(),
        d.createdAt(),
        d.attempts(),
        d.state() == State.WAITING ? d.nextAt() : null,
        d.doneAt(),
        d.state() == State.DELIVERED ? null : d.outcome(),
        d.status());
  }
}
