package heed.ingest;

import heed.door.Refusal;
import heed.events.Customer;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.OrderCancelled;
import heed.events.OrderDelivered;
import heed.events.Product;
import heed.ingest.IngestMetrics.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether what was posted is an order that reached its customer. Pure, as {@link
 * Acceptance} is.
 */
final class OrderAcceptance implements Intake {
  private static final Set<String> TIME_ZONES = ZoneId.getAvailableZoneIds();

  private final ContactSeal seal;
  private final Duration oldest;

  /**
   * @param oldest how long ago an order may have been delivered
   */
  OrderAcceptance(ContactSeal seal, Duration oldest) {
    this.seal = seal;
    this.oldest = oldest;
  }

  @Override
  public Fields fields() {
    return Fields.ORDER;
  }

  @Override
  public Item item() {
    return Item.ORDERS;
  }

  @Override
  public Taken take(
      Posted posted,
      Acceptance.Storefronts storefronts,
      @Nullable String fallbackKey,
      Instant now) {
    Shape.check(posted);
    if (posted.get(Field.ID) == null) {
      posted.wrong(Field.ID, "is missing, must be the storefront's own id of the order");
    }
    Meaning.storefront(posted);
    products(posted);
    customer(posted);
    Meaning.codes(posted);
    timeZone(posted);
    deliveredAt(posted, now);
    if (!posted.errors().isEmpty()) {
      throw Refusal.fields(posted.errors());
    }
    var order = order(posted, storefronts.storefront(posted.get(Field.STOREFRONT)), now);
    return new Taken(EventType.ORDER_DELIVERED, order.orderKey(), order, order.receivedAt());
  }

  /**
   * Decides what becomes of an order that was posted before.
   *
   * @param orderId checked already, see {@link #isOrder}
   * @throws Refusal 400 naming what is wrong
   */
  static Taken change(Posted posted, String storefront, String orderId, Instant now) {
    Shape.check(posted);
    var status = posted.get(Field.STATUS);
    if (status == null) {
      posted.wrong(
          Field.STATUS,
          "is missing, must be one of " + Meaning.names(OrderCancelled.Reason.values()));
    }
    Meaning.oneOf(posted, Field.STATUS, OrderCancelled.Reason.values());
    if (!posted.errors().isEmpty()) {
      throw Refusal.fields(posted.errors());
    }
    var reason = OrderCancelled.Reason.valueOf(Acceptance.given(status));
    var at = now.truncatedTo(ChronoUnit.MILLIS);
    var key = Ids.order(storefront, orderId);
    var event = new OrderCancelled(key, storefront, orderId, reason, at);
    return new Taken(EventType.ORDER_CANCELLED, key, event, at);
  }

  /** True if a posted order can have this id. */
  static boolean isOrder(String id) {
    return Characters.fault(id, Field.ID.longest(), true) == null && !Characters.invisible(id);
  }

  private static void products(Posted posted) {
    if (posted.items().isEmpty() && !posted.isWrong("/products")) {
      posted.wrong(
          "/products",
          "products is missing, must name the products of the order, 1 to "
              + OrderDelivered.MOST_PRODUCTS);
    }
    var seen = new HashMap<String, Posted>();
    for (var product : posted.items()) {
      var id = product.get(Field.ID);
      var before = id == null ? null : seen.putIfAbsent(id, product);
      if (before != null) {
        product.wrong(
            Field.ID, "is that of " + before.dotted(Field.ID) + ", too; name each product once");
      } else if (id == null && !product.isWrong()) {
        product.wrong(Field.ID, "is missing, must be the storefront's id of the product");
      }
    }
  }

  private static void customer(Posted posted) {
    Meaning.customer(posted);
    var known = posted.get(Field.CUSTOMER_ID) != null || posted.get(Field.CUSTOMER_EMAIL) != null;
    if (!known && !posted.isWrong("/customer")) {
      posted.wrong(
          "/customer",
          "customer.id and customer.email are missing; at least one of them is needed");
    }
  }

  private static void timeZone(Posted posted) {
    var zone = posted.get(Field.TIME_ZONE);
    if (zone != null && !TIME_ZONES.contains(zone)) {
      posted.wrong(Field.TIME_ZONE, "must be a time zone as IANA names it, such as Europe/Riga");
    }
  }

  private void deliveredAt(Posted posted, Instant now) {
    if (posted.get(Field.DELIVERED_AT) == null) {
      posted.wrong(
          Field.DELIVERED_AT, "is missing; send the order once it has reached its customer");
    }
    Meaning.time(posted, Field.DELIVERED_AT, now.plus(Acceptance.CLOCK_SKEW));
    var deliveredAt = Codes.time(posted.get(Field.DELIVERED_AT));
    if (deliveredAt != null && deliveredAt.isBefore(now.minus(oldest))) {
      posted.wrong(
          Field.DELIVERED_AT,
          "lies more than "
              + oldest.toDays()
              + " days back; leave the order out, or have heed.ingest.oldest-delivery raised");
    }
  }

  private OrderDelivered order(Posted posted, String storefront, Instant now) {
    var id = Acceptance.given(posted.get(Field.ID));
    var key = Ids.order(storefront, id);
    var contact = seal.seal(key, posted.get(Field.CUSTOMER_NAME), posted.get(Field.CUSTOMER_EMAIL));
    return new OrderDelivered(
        key,
        storefront,
        id,
        products(posted.items().stream()),
        new Customer(posted.get(Field.CUSTOMER_ID), contact),
        Codes.language(posted.get(Field.LANGUAGE)),
        posted.get(Field.COUNTRY),
        posted.get(Field.TIME_ZONE),
        Acceptance.given(Codes.time(posted.get(Field.DELIVERED_AT))),
        now.truncatedTo(ChronoUnit.MILLIS));
  }

  private static List<Product> products(Stream<Posted> posted) {
    return posted
        .map(p -> new Product(Acceptance.given(p.get(Field.ID)), p.get(Field.NAME)))
        .toList();
  }
}
