package heed.alerting;

import heed.events.Topics;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * The door through which tagged reviews come. On failure: see {@link StreamDoor}; nothing is
 * skipped.
 */
@ApplicationScoped
public class ReviewsTagged {
  static final String CHANNEL = Topics.REVIEWS_TAGGED;

  private final StreamBatch batch;
  private final StreamDoor door;
  private final LogEnd end;

  ReviewsTagged(StreamBatch batch, StreamDoor door, LogEnd end) {
    this.batch = batch;
    this.door = door;
    this.end = end;
  }

  @Incoming(CHANNEL)
  @Blocking
  void listen(ConsumerRecords<byte[], byte[]> records) {
    door.take(records, FromStream::read, batch::apply);
    end.grown();
  }
}
