package heed.alerting.invitations;

import heed.alerting.StreamDoor;
import heed.events.Topics;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The door through which orders come, and what is told of their invitations. On failure: see {@link
 * StreamDoor}; nothing is skipped.
 */
@ApplicationScoped
public class OrdersChanged {
  static final String CHANNEL = Topics.ORDERS_CHANGED;

  private final StreamDoor door;
  private final OrdersBatch batch;
  private final long epoch;

  OrdersChanged(StreamDoor door, OrdersBatch batch, InvitationSettings settings) {
    this.door = door;
    this.batch = batch;
    this.epoch = settings.epoch();
    if (epoch < 0 || epoch >= 1L << 22) {
      throw new IllegalArgumentException(
          "heed.invitations.epoch is " + epoch + ", must be 0 to 4194303");
    }
  }

  @Incoming(CHANNEL)
  @Blocking
  void listen(ConsumerRecords<byte[], byte[]> records) {
    door.take(records, record -> OrderHeard.read(record, epoch), batch::apply);
  }
}
