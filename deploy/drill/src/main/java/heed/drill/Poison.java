package heed.drill;

import heed.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What no reader can read, written to the topics as a stranger would. */
final class Poison implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<String> places = new ArrayList<>();

  Poison(Heed heed) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                heed.brokers().bootstrapServers(),
                "acks",
                "all",
                "max.request.size",
                2 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** The kinds, as many as there are. */
  static final int KINDS = 5;

  /** Writes a piece of a kind; says where it is, as {@code topic partition offset}. */
  String write(String topic, int kind, String key) throws InterruptedException {
    var type = topic.equals(Topics.REVIEWS_RECEIVED) ? "review.received.v" : "review.tagged.v";
    var place =
        switch (kind) {
          case 0 -> send(topic, key, "{\"id\": ", headers(type + 1));
          case 1 -> send(topic, key, "{}", headers(type + 9));
          case 2 -> send(topic, key, null, headers(type + 1));
          case 3 -> send(topic, key, "x".repeat(1_000_000), headers(type + 1));
          default -> send(topic, key, "{}", Map.of());
        };
    places.add(place);
    return place;
  }

  List<String> places() {
    return places;
  }

  private static Map<String, String> headers(String type) {
    var headers = new HashMap<String, String>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", "poison");
    headers.put("ce_source", "/heed/drill");
    headers.put("ce_type", type);
    headers.put("ce_time", "2026-01-01T00:00:00Z");
    return headers;
  }

  @SuppressWarnings("NullAway") // Kafka takes null values
  private String send(String topic, String key, @Nullable String value, Map<String, String> headers)
      throws InterruptedException {
    var record =
        new ProducerRecord<>(topic, bytes(key), value == null ? (byte[]) null : bytes(value));
    headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
    return place(topic, send(record));
  }

  /** Writes a record as it is. */
  RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
    try {
      return producer.send(record).get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Failed("the broker did not take the poison", e);
    }
  }

  static String place(String topic, RecordMetadata at) {
    return topic + " " + at.partition() + " " + at.offset();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
