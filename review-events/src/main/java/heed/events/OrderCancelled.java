package heed.events;

import java.time.Instant;
import java.util.UUID;

/**
 * An order was taken back: from then on nobody is asked about it. It may be told of an order that
 * was never told as delivered, and before it.
 *
 * @param orderKey {@link Ids#order} of storefront and order; the record's key
 * @param receivedAt review-ingest's clock at the acceptance
 */
public record OrderCancelled(
    UUID orderKey, String storefront, String orderId, Reason reason, Instant receivedAt) {
  /** What became of the order. */
  public enum Reason {
    CANCELLED,
    REFUNDED
  }

  public OrderCancelled {
    Wire.require(orderKey, "orderKey");
    Wire.require(storefront, "storefront");
    Wire.require(orderId, "orderId");
    Wire.require(reason, "reason");
    Wire.require(receivedAt, "receivedAt");
  }
}
