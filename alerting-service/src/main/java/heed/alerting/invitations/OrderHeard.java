package heed.alerting.invitations;

import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.InvitationDeclined;
import heed.events.InvitationOpened;
import heed.events.MalformedRecord;
import heed.events.OrderCancelled;
import heed.events.OrderDelivered;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What can come on {@code orders-changed}, with its place in the log: later ones are newer. */
sealed interface OrderHeard {
  UUID orderKey();

  String storefront();

  long revision();

  record Delivered(OrderDelivered event, long revision) implements OrderHeard {
    @Override
    public UUID orderKey() {
      return event.orderKey();
    }

    @Override
    public String storefront() {
      return event.storefront();
    }
  }

  record Cancelled(OrderCancelled event, long revision) implements OrderHeard {
    @Override
    public UUID orderKey() {
      return event.orderKey();
    }

    @Override
    public String storefront() {
      return event.storefront();
    }
  }

  record Opened(InvitationOpened event, long revision) implements OrderHeard {
    @Override
    public UUID orderKey() {
      return event.orderKey();
    }

    @Override
    public String storefront() {
      return event.storefront();
    }
  }

  record Declined(InvitationDeclined event, long revision) implements OrderHeard {
    @Override
    public UUID orderKey() {
      return event.orderKey();
    }

    @Override
    public String storefront() {
      return event.storefront();
    }
  }

  /**
   * Reads a record.
   *
   * @param epoch the high part of its revision
   * @throws MalformedRecord if no retry will make it readable
   */
  static OrderHeard read(ConsumerRecord<byte[], byte[]> record, long epoch) {
    var type = CloudEvent.read(record.headers()).type();
    var revision = epoch << 40 | record.offset();
    return switch (type) {
      case ORDER_DELIVERED ->
          new Delivered(EventJson.read(record.value(), OrderDelivered.class), revision);
      case ORDER_CANCELLED ->
          new Cancelled(EventJson.read(record.value(), OrderCancelled.class), revision);
      case INVITATION_OPENED ->
          new Opened(EventJson.read(record.value(), InvitationOpened.class), revision);
      case INVITATION_DECLINED ->
          new Declined(EventJson.read(record.value(), InvitationDeclined.class), revision);
      default -> throw new MalformedRecord(type.wireName() + " has no place on this topic");
    };
  }
}
