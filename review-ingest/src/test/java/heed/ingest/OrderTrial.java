package heed.ingest;

import heed.door.FieldError;
import heed.door.Refusal;
import heed.events.OrderDelivered;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the tests of orders share. */
final class OrderTrial {
  static final OrderAcceptance ACCEPTANCE =
      new OrderAcceptance(new ContactSeal(Trial.KEY), Duration.ofDays(60));

  static Posted read(String json) {
    return read(Fields.ORDER, json);
  }

  static Posted read(Fields fields, String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return PostedJson.read(fields, bytes, 0, bytes.length);
  }

  static OrderDelivered accepted(Posted posted) {
    var storefronts = (Acceptance.Storefronts) named -> named == null ? "riga-shop" : named;
    return (OrderDelivered) ACCEPTANCE.take(posted, storefronts, null, Trial.NOW).event();
  }

  static OrderDelivered accepted(String json) {
    return accepted(read(json));
  }

  static List<FieldError> errors(String json) {
    try {
      throw new AssertionError("accepted " + accepted(json));
    } catch (Refusal e) {
      return e.errors();
    }
  }

  /** An order that is right but for what is added or replaced. */
  static String with(String members) {
    var order = new StringBuilder("{");
    member(order, members, "id", "\"991\"");
    member(order, members, "products", "[{\"id\":\"sku-1\"}]");
    member(order, members, "customer", "{\"id\":\"c-17\"}");
    member(order, members, "deliveredAt", "\"2026-11-22T10:00:00Z\"");
    return order.append(members).append("}").toString();
  }

  private static void member(StringBuilder order, String members, String name, String value) {
    if (!members.startsWith("\"" + name + "\":")) {
      order.append("\"").append(name).append("\":").append(value).append(",");
    }
  }

  static String order(String id, Instant deliveredAt) {
    return "{\"id\":\"%s\",\"products\":[{\"id\":\"sku-1\"}],\"customer\":{\"id\":\"c-17\",\"name\":\"Zane\",\"email\":\"zane@example.com\"},\"deliveredAt\":\"%s\"}"
        .formatted(id, deliveredAt);
  }

  private OrderTrial() {}
}
