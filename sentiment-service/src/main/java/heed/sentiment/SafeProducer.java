package heed.sentiment;

import heed.events.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The producer's settings. What is put here wins over {@code kafka.*}: an environment variable must
 * not be able to lose a review.
 */
final class SafeProducer {
  /** At most this much awaits acknowledgement; a send beyond it waits. */
  private static final long BUFFER_BYTES = 24L << 20;

  static Map<String, Object> settings(Map<String, Object> broker, TaggingSettings tagging) {
    var settings = new HashMap<>(broker);
    settings.remove("group.id");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    var timeout = (int) tagging.deliveryTimeout().toMillis();
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, Math.min(5000, timeout / 2)));
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) timeout);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_DEAD_LETTER_BYTES);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50L);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
    settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1000L);
    settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 5000L);
    return settings;
  }

  private SafeProducer() {}
}
