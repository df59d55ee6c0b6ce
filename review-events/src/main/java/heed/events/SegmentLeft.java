package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/** A customer is in this segment no longer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SegmentLeft(
    String storefront, String customerId, Segment segment, Instant at, Reason reason) {
  public SegmentLeft {
    Wire.require(storefront, "storefront");
    Wire.require(customerId, "customerId");
    Wire.require(segment, "segment");
    Wire.require(at, "at");
    Wire.require(reason, "reason");
  }

  /** Why. */
  public enum Reason {
    /** The rules no longer put him there. */
    CHANGED,
    /** He does not want to be told of; this is the last that is. */
    CONSENT
  }

  /** As that of the entering. */
  public String key() {
    return SegmentEntered.key(storefront, customerId);
  }
}
