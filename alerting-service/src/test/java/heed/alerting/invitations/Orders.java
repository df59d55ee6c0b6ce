package heed.alerting.invitations;

import heed.alerting.DeskForTests;
import heed.events.Customer;
import heed.events.Ids;
import heed.events.InvitationDeclined;
import heed.events.InvitationOpened;
import heed.events.OrderCancelled;
import heed.events.OrderDelivered;
import heed.events.Product;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Orders as the topic tells of them, each newer than the one before. */
final class Orders {
  static final String SHOP = "riga-shop";
  private static final AtomicLong REVISIONS = new AtomicLong(System.currentTimeMillis());

  private Orders() {}

  /** Where it is noon now, or midnight: offsets are from 12 behind to 12 ahead. */
  static String zone(int hour) {
    var ahead = Math.floorMod(hour - Instant.now().atZone(ZoneOffset.UTC).getHour() + 12, 24) - 12;
    return "Etc/GMT" + (ahead >= 0 ? "-" : "+") + Math.abs(ahead);
  }

  /** Delivered eight days ago to where it is that hour now. */
  static OrderHeard.Delivered due(
      String storefront, String id, String customer, String to, int hour) {
    var contact = DeskForTests.sealed(Ids.order(storefront, id), "Anna", to);
    var then = Instant.now().minus(Duration.ofDays(8));
    return delivered(
        storefront, id, new Customer(customer, contact), zone(hour), then, Instant.now());
  }

  static OrderHeard.Delivered delivered(String id, Instant at) {
    return delivered(SHOP, id, new Customer("c-" + id, "v2.sealed"), "Europe/Riga", at, at);
  }

  static OrderHeard.Delivered delivered(
      String storefront, String id, Customer of, String zone, Instant at, Instant received) {
    var event =
        new OrderDelivered(
            Ids.order(storefront, id),
            storefront,
            id,
            List.of(new Product("sku-1", "Kettle")),
            of,
            "lv",
            "LV",
            zone,
            at,
            received);
    return new OrderHeard.Delivered(event, REVISIONS.incrementAndGet());
  }

  static OrderHeard cancelled(String storefront, String id, OrderCancelled.Reason reason) {
    var event =
        new OrderCancelled(Ids.order(storefront, id), storefront, id, reason, Instant.now());
    return new OrderHeard.Cancelled(event, REVISIONS.incrementAndGet());
  }

  static OrderHeard opened(String storefront, String id, Instant at) {
    var event = new InvitationOpened(Ids.order(storefront, id), storefront, at);
    return new OrderHeard.Opened(event, REVISIONS.incrementAndGet());
  }

  static OrderHeard declined(String storefront, String id, Instant at) {
    var event = new InvitationDeclined(Ids.order(storefront, id), storefront, at);
    return new OrderHeard.Declined(event, REVISIONS.incrementAndGet());
  }
}
