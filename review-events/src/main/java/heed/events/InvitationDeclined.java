package heed.events;

import java.time.Instant;
import java.util.UUID;

/**
 * Whoever was asked does not want to be asked, about this order or any other of the storefront.
 *
 * @param orderKey of the order that was asked about; the record's key
 */
public record InvitationDeclined(UUID orderKey, String storefront, Instant at) {
  public InvitationDeclined {
    Wire.require(orderKey, "orderKey");
    Wire.require(storefront, "storefront");
    Wire.require(at, "at");
  }
}
