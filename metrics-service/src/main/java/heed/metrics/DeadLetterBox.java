package heed.metrics;

import heed.events.DeadLetters;
import heed.events.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Where records go that no retry makes readable. */
@Singleton
class DeadLetterBox {
  private final Producer<byte[], byte[]> producer;

  DeadLetterBox(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    producer =
        new KafkaProducer<>(settings(broker), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What is put here wins over {@code kafka.*}: no configuration may lose a letter. */
  static Map<String, Object> settings(Map<String, Object> broker) {
    var settings = new HashMap<>(broker);
    settings.remove("group.id");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_DEAD_LETTER_BYTES);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    return settings;
  }

  /**
   * Sends the record as it came, with origin and reason.
   *
   * @return false if the broker did not acknowledge it in time
   */
  boolean send(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException {
    try {
      producer.send(DeadLetters.letter(Topics.METRICS_DEAD_LETTER, record, reason)).get();
      return true;
    } catch (ExecutionException | KafkaException e) {
      return false;
    }
  }

  @PreDestroy
  void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
