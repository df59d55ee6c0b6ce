package heed.sentiment.learning;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a compacted topic whole, from its beginning and without a group, and then what follows. */
final class Reader implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private boolean caughtUp;

  /**
   * Opens the topic.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer in a few seconds
   */
  Reader(Map<String, Object> broker, String topic) {
    consumer =
        new KafkaConsumer<>(
            consuming(broker), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      var partitions =
          consumer.partitionsFor(topic, ANSWER).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new UnknownTopicOrPartitionException(topic);
      }
      ends = consumer.endOffsets(partitions, ANSWER);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
  }

  private static Map<String, Object> consuming(Map<String, Object> broker) {
    var settings = new HashMap<>(broker);
    settings.remove("group.id");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
    return settings;
  }

  ConsumerRecords<byte[], byte[]> next(Duration atMost) {
    return consumer.poll(atMost);
  }

  /** True once all is read that was there when it was opened. */
  boolean caughtUp() {
    if (!caughtUp) {
      caughtUp =
          ends.entrySet().stream()
              .allMatch(e -> consumer.position(e.getKey(), ANSWER) >= e.getValue());
    }
    return caughtUp;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
