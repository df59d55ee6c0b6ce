package heed.events;

import java.time.Instant;
import java.util.UUID;

/**
 * The link of an invitation was opened. It may come more than once; the first counts.
 *
 * @param orderKey of the order that was asked about; the record's key
 */
public record InvitationOpened(UUID orderKey, String storefront, Instant at) {
  public InvitationOpened {
    Wire.require(orderKey, "orderKey");
    Wire.require(storefront, "storefront");
    Wire.require(at, "at");
  }
}
