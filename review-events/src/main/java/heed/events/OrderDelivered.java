package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order reached its customer, as the storefront told it. Told again with other content it is a
 * revision of the same order; the log is the order of revisions.
 *
 * @param orderKey {@link Ids#order} of storefront and order; the record's key
 * @param orderId the storefront's own id
 * @param products what was in it, 1 to 50, each once
 * @param customer whom it went to; the contact is sealed under the order's key, and null where the
 *     storefront gave no name and no address
 * @param language as the storefront gave it (BCP 47)
 * @param country ISO 3166-1 alpha-2
 * @param timeZone of the customer, as IANA names it, such as {@code Europe/Riga}
 * @param receivedAt review-ingest's clock at the acceptance of this revision
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderDelivered(
    UUID orderKey,
    String storefront,
    String orderId,
    List<Product> products,
    Customer customer,
    @Nullable String language,
    @Nullable String country,
    @Nullable String timeZone,
    Instant deliveredAt,
    Instant receivedAt) {
  /** How many products an order may name. */
  public static final int MOST_PRODUCTS = 50;

  public OrderDelivered {
    Wire.require(orderKey, "orderKey");
    Wire.require(storefront, "storefront");
    Wire.require(orderId, "orderId");
    products = List.copyOf(Wire.require(products, "products"));
    if (products.isEmpty() || products.size() > MOST_PRODUCTS) {
      throw new IllegalArgumentException(
          "products has " + products.size() + " entries, must have 1 to " + MOST_PRODUCTS);
    }
    Wire.require(customer, "customer");
    Wire.require(deliveredAt, "deliveredAt");
    Wire.require(receivedAt, "receivedAt");
  }
}
