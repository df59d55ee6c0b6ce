package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an alarm told of has calmed down.
 *
 * @param product null for the whole storefront
 * @param raisedAt when it was raised
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlarmCleared(
    UUID alarmId,
    String storefront,
    @Nullable String product,
    AlarmKind kind,
    Instant at,
    Instant raisedAt) {
  public AlarmCleared {
    Wire.require(alarmId, "alarmId");
    Wire.require(storefront, "storefront");
    Wire.require(kind, "kind");
    Wire.require(at, "at");
    Wire.require(raisedAt, "raisedAt");
  }

  /** As that of the raising. */
  public String key() {
    return AlarmRaised.key(storefront, product);
  }
}
