package heed.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes raw records to a topic, however wrong, and listens to topics without a group. */
public final class TopicProbe implements AutoCloseable {
  private final String bootstrapServers;
  private final KafkaProducer<byte[], byte[]> producer;

  private TopicProbe(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "acks",
            "all",
            "enable.idempotence",
            true,
            "max.request.size",
            4 << 20);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public static TopicProbe at(String bootstrapServers) {
    return new TopicProbe(bootstrapServers);
  }

  /** Sends text with text headers; returns when the broker acknowledged. */
  @SuppressWarnings("NullAway") // Kafka takes null keys and values
  public RecordMetadata send(
      String topic, @Nullable String key, @Nullable String value, Map<String, String> headers) {
    var out = new ProducerRecord<>(topic, bytes(key), bytes(value));
    headers.forEach((name, text) -> out.headers().add(name, bytes(text)));
    return send(out);
  }

  /** Sends a record as it is; returns when the broker acknowledged. */
  public RecordMetadata send(ProducerRecord<byte[], byte[]> out) {
    try {
      return producer.send(out).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending to " + out.topic(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no acknowledgement from " + out.topic(), e);
    }
  }

  /** Hears what is written from now on. */
  public TopicListener listen(String topic) {
    return listener(topic, false);
  }

  /** Hears everything that is still stored, and then what follows. */
  public TopicListener listenFromStart(String topic) {
    return listener(topic, true);
  }

  private TopicListener listener(String topic, boolean fromStart) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "enable.auto.commit",
            false,
            "max.partition.fetch.bytes",
            8 << 20);
    var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    var partitions = partitions(consumer, topic);
    consumer.assign(partitions);
    position(consumer, partitions, fromStart);
    return new TopicListener(consumer, topic);
  }

  private static void position(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, boolean fromStart) {
    if (fromStart) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
    }
    // seeking is lazy: asking for the position makes it happen now
    partitions.forEach(partition -> consumer.position(partition, Duration.ofSeconds(30)));
  }

  /** Records of a topic that a group has not committed. */
  public long behind(String group, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrapServers, "group.id", group, "enable.auto.commit", false);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = partitions(consumer, topic);
      var committed = consumer.committed(Set.copyOf(partitions));
      return consumer.endOffsets(partitions).entrySet().stream()
          .mapToLong(end -> end.getValue() - reached(committed.get(end.getKey())))
          .sum();
    }
  }

  private static long reached(@Nullable OffsetAndMetadata committed) {
    return committed == null ? 0 : committed.offset();
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic, Duration.ofSeconds(30)).stream()
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
