package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Unhappy customers are more than chance explains. One per alarm; until it is cleared there is no
 * second of the same scope and kind.
 *
 * @param product null for the whole storefront
 * @param bucket the beginning of the hour that showed it
 * @param seen SHARE and DRIFT: a share, 0-1; VOLUME: a number of negative reviews
 * @param expected what is usual, in the same unit
 * @param limit above which it is unusual, in the same unit; of DRIFT the share it is tuned to find
 * @param n tagged reviews that were looked at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlarmRaised(
    UUID alarmId,
    String storefront,
    @Nullable String product,
    AlarmKind kind,
    Instant at,
    Instant bucket,
    double seen,
    double expected,
    double limit,
    long n) {
  public AlarmRaised {
    Wire.require(alarmId, "alarmId");
    Wire.require(storefront, "storefront");
    Wire.require(kind, "kind");
    Wire.require(at, "at");
    Wire.require(bucket, "bucket");
  }

  /** The record's key: the length keeps a storefront and a product from running together. */
  public String key() {
    return key(storefront, product);
  }

  static String key(String storefront, @Nullable String product) {
    return storefront.length() + ":" + storefront + (product == null ? "" : product);
  }
}
