package heed.bench;

import java.util.HashMap;
import java.util.Map;

/**
 * The settings of the floors' Kafka clients: what the services set, as they set it. {@code
 * ClientsTest} holds them to the services' own.
 */
final class Clients {
  /** As {@code SafeProducer} of review-ingest, with the defaults of {@code IngestSettings}. */
  static Map<String, Object> ingestProducer(String bootstrapServers) {
    var settings = producer(bootstrapServers);
    settings.put("linger.ms", 2L);
    settings.put("batch.size", 64 << 10);
    settings.put("buffer.memory", 64L << 20);
    settings.put("compression.type", "none");
    return settings;
  }

  /** As {@code SafeProducer} of sentiment-service. */
  static Map<String, Object> taggingProducer(String bootstrapServers) {
    var settings = producer(bootstrapServers);
    settings.put("linger.ms", 0L);
    settings.put("batch.size", 64 << 10);
    settings.put("buffer.memory", 24L << 20);
    settings.put("compression.type", "lz4");
    return settings;
  }

  /** As the channel {@code reviews-received} of sentiment-service. */
  static Map<String, Object> taggingConsumer(String bootstrapServers) {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("group.id", "bench-floor");
    settings.put("enable.auto.commit", false);
    settings.put("max.poll.records", 500);
    settings.put("fetch.max.bytes", 8_388_608);
    settings.put("max.partition.fetch.bytes", 2_097_152);
    return settings;
  }

  private static Map<String, Object> producer(String bootstrapServers) {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("max.in.flight.requests.per.connection", 5);
    return settings;
  }

  private Clients() {}
}
