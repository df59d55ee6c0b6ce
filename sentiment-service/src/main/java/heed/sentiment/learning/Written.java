package heed.sentiment.learning;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Records of the compacted topics: state under a key, no events, hence without CloudEvents. */
final class Written {
  /** A record; a null value deletes what the key had. */
  @SuppressWarnings("NullAway") // null is Kafka's way to delete
  static ProducerRecord<byte[], byte[]> on(String topic, String key, byte @Nullable [] value) {
    return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }

  private Written() {}
}
