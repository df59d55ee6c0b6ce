package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A customer came into a segment. Whoever follows keeps the segment that was entered last.
 *
 * @param rules that put him there, by name; a reader may meet names it does not know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SegmentEntered(
    String storefront, String customerId, Segment segment, Instant at, List<String> rules) {
  public SegmentEntered {
    Wire.require(storefront, "storefront");
    Wire.require(customerId, "customerId");
    Wire.require(segment, "segment");
    Wire.require(at, "at");
    rules = List.copyOf(Wire.require(rules, "rules"));
  }

  /** The record's key, as that of {@link CustomerErased}. */
  public String key() {
    return key(storefront, customerId);
  }

  static String key(String storefront, String customerId) {
    return storefront.length() + ":" + storefront + customerId;
  }
}
