package heed.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the link to a review form stands for: one order, and until when it may be reviewed. It
 * travels sealed by {@link FormLinkSeal}, so that nobody reads a person or an order from an
 * address, and nobody makes one up.
 *
 * @param orderKey the key of the order on {@code orders-changed}
 * @param products 1 to {@value #MOST_PRODUCTS}, each is asked about
 * @param customer as in the order's event, the contact sealed to the order's key; null for a guest
 *     of whom nothing is known
 * @param language BCP 47; null if the order did not say
 * @param country ISO 3166-1 alpha-2
 * @param channel where the link was given: {@link Channel#EMAIL} or {@link Channel#SURVEY}
 * @param expiresAt from then on the form is closed; unsubscribing is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FormLink(
    UUID orderKey,
    String storefront,
    String orderId,
    List<Product> products,
    @Nullable Customer customer,
    @Nullable String language,
    @Nullable String country,
    Instant deliveredAt,
    Channel channel,
    Instant expiresAt) {
  /** As many as an order may have. */
  public static final int MOST_PRODUCTS = 50;

  public FormLink {
    Wire.require(orderKey, "orderKey");
    Wire.require(storefront, "storefront");
    Wire.require(orderId, "orderId");
    products = List.copyOf(Wire.require(products, "products"));
    Wire.between(products.size(), 1, MOST_PRODUCTS, "the number of products");
    Wire.require(deliveredAt, "deliveredAt");
    Wire.require(expiresAt, "expiresAt");
    if (Wire.require(channel, "channel") != Channel.EMAIL && channel != Channel.SURVEY) {
      throw new IllegalArgumentException("channel is " + channel + ", must be EMAIL or SURVEY");
    }
  }

  /** True from the moment of its expiry on. */
  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** The same link for its first products only. */
  FormLink first(int count) {
    return new FormLink(
        orderKey,
        storefront,
        orderId,
        products.subList(0, count),
        customer,
        language,
        country,
        deliveredAt,
        channel,
        expiresAt);
  }
}
