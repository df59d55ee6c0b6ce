package heed.alerting.telling;

import heed.events.AlarmCleared;
import heed.events.AlarmRaised;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.InvitationChanged;
import heed.events.MalformedRecord;
import heed.events.SegmentEntered;
import heed.events.SegmentLeft;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Something that metrics-service found out, or that became of an invitation, to be passed on to
 * endpoints and to nobody else.
 *
 * @param id its {@code ce_id}
 * @param customerId whom it tells of; null for what tells of none
 * @param orderKey whose invitation it tells of; null for what tells of none
 * @param last true if it is the last that may be told of the customer, or of the order
 * @param data the event: ids and facts, no text
 */
record Signal(
    UUID id,
    EventType type,
    String storefront,
    @Nullable String customerId,
    @Nullable UUID orderKey,
    boolean last,
    Instant at,
    String data) {

  /** True if a delivery of this event tells of a signal. */
  static boolean isToldAs(String event) {
    return event.matches("(alarm|segment|invitation)[.].*");
  }

  /** The type without its version. */
  String name() {
    return type.shortName();
  }

  boolean ofCustomer() {
    return customerId != null;
  }

  boolean ofAlarm() {
    return type == EventType.ALARM_RAISED || type == EventType.ALARM_CLEARED;
  }

  /** The id of the message that tells an endpoint of it, the same however often it is heard. */
  UUID messageTo(Recipient recipient) {
    return Ids.fact(id, type, recipient.medium() + " " + recipient.name());
  }

  /**
   * Reads a record.
   *
   * @throws MalformedRecord if no retry will make it readable
   */
  static Signal read(ConsumerRecord<byte[], byte[]> record) {
    var head = CloudEvent.read(record.headers());
    var value = record.value();
    return switch (head.type()) {
      case ALARM_RAISED -> {
        var event = EventJson.read(value, AlarmRaised.class);
        yield of(head, event.storefront(), null, null, false, event.at(), event);
      }
      case ALARM_CLEARED -> {
        var event = EventJson.read(value, AlarmCleared.class);
        yield of(head, event.storefront(), null, null, false, event.at(), event);
      }
      case SEGMENT_ENTERED -> {
        var event = EventJson.read(value, SegmentEntered.class);
        yield of(head, event.storefront(), event.customerId(), null, false, event.at(), event);
      }
      case SEGMENT_LEFT -> {
        var event = EventJson.read(value, SegmentLeft.class);
        var last = event.reason() == SegmentLeft.Reason.CONSENT;
        yield of(head, event.storefront(), event.customerId(), null, last, event.at(), event);
      }
      case INVITATION_CHANGED -> {
        var event = EventJson.read(value, InvitationChanged.class);
        var last = event.what() == InvitationChanged.What.FORGOTTEN;
        yield of(head, event.storefront(), null, event.orderKey(), last, event.at(), event);
      }
      default -> throw new MalformedRecord(head.type().wireName() + " has no place on this topic");
    };
  }

  private static Signal of(
      CloudEvent head,
      String storefront,
      @Nullable String customerId,
      @Nullable UUID orderKey,
      boolean last,
      Instant at,
      Object event) {
    var data = new String(EventJson.write(event), StandardCharsets.UTF_8);
    return new Signal(
        uuid(head.id()), head.type(), storefront, customerId, orderKey, last, at, data);
  }

  private static UUID uuid(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecord("ce_id must be a UUID");
    }
  }
}
