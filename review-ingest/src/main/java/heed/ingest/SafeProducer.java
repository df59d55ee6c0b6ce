package heed.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The producer's settings. What is put here wins over {@code kafka.*}: an environment variable must
 * not be able to turn a 202 into a maybe.
 */
final class SafeProducer {
  private static final String CONSUMERS_GROUP = "group.id";
  private static final Duration FOR_GOOD = Duration.ofDays(3650);

  static Map<String, Object> settings(
      Map<String, Object> broker, IngestSettings.Producer producer) {
    var settings = new HashMap<>(broker);
    settings.remove(CONSUMERS_GROUP);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    timing(settings, producer);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, (int) producer.batch().asLongValue());
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, producer.buffer().asLongValue());
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, producer.compression());
    return settings;
  }

  private static void timing(Map<String, Object> settings, IngestSettings.Producer producer) {
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) producer.deliveryTimeout().toMillis());
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) producer.requestTimeout().toMillis());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, producer.linger().toMillis());
    // Never waits inside send(): it is called on event loops. What cannot be taken fails at once.
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    // Since send() does not wait for metadata, an idle hour must not make it forget the topic.
    settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, FOR_GOOD.toMillis());
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50L);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000L);
    settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 1000L);
    settings.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2000L);
  }

  private SafeProducer() {}
}
