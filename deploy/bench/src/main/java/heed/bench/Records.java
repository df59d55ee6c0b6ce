package heed.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What lies on the topics: filled, counted and awaited. */
final class Records implements AutoCloseable {
  /** Where floors write; as many partitions as the topic they are measured beside. */
  static final String FLOOR = "bench-floor";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 20;

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> eye;
  private final KafkaProducer<byte[], byte[]> hand;
  private boolean floorMade;

  Records(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    eye = consumer(Map.of("bootstrap.servers", bootstrapServers));
    hand = producer(patient(Clients.ingestProducer(bootstrapServers)));
  }

  /** A machine that is busy with something else may take minutes for a first batch. */
  private static Map<String, Object> patient(Map<String, Object> settings) {
    settings.put("request.timeout.ms", (int) PATIENCE.toMillis() / 2);
    settings.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
    return settings;
  }

  static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Appends all of them; returns when the broker has acknowledged each. */
  void fill(List<ProducerRecord<byte[], byte[]>> records) throws IOException, InterruptedException {
    append(hand, records);
  }

  /** The same with a producer of one's own. */
  static void append(
      KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
      throws IOException, InterruptedException {
    var sends = new ArrayList<Future<RecordMetadata>>(records.size());
    for (var record : records) {
      sends.add(producer.send(record));
    }
    try {
      for (var send : sends) {
        send.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the broker did not take a record", e.getCause());
    }
  }

  /** The floors' topic; made by the first that asks. */
  String floor(int partitions) throws IOException, InterruptedException {
    if (!floorMade) {
      try {
        admin.createTopics(Set.of(new NewTopic(FLOOR, partitions, (short) 1))).all().get();
      } catch (ExecutionException e) {
        throw new IOException("the floors' topic was not made", e.getCause());
      }
      floorMade = true;
    }
    return FLOOR;
  }

  List<TopicPartition> partitions(String topic) {
    return eye.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  Map<TopicPartition, Long> ends(String topic) {
    return eye.endOffsets(partitions(topic));
  }

  /** How many were ever appended. */
  long total(String topic) {
    return ends(topic).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Waits until a topic holds so many. */
  void awaitTotal(String topic, long total) throws InterruptedException, Refusal {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (total(topic) < total) {
      pause(end, topic + " did not grow as it should");
    }
  }

  /** Waits until a group has read a topic and said so. */
  void awaitRead(String group, String topic) throws IOException, InterruptedException, Refusal {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!isRead(group, topic)) {
      pause(end, group + " did not read " + topic);
    }
  }

  private boolean isRead(String group, String topic) throws IOException, InterruptedException {
    try {
      var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return ends(topic).entrySet().stream()
          .allMatch(e -> e.getValue() <= offset(read.get(e.getKey())));
    } catch (ExecutionException e) {
      throw new IOException("the offsets of " + group + " are not known", e.getCause());
    }
  }

  private static long offset(@org.jspecify.annotations.Nullable OffsetAndMetadata read) {
    return read == null ? 0 : read.offset();
  }

  /** When the records from those places on were appended. */
  Span span(Map<TopicPartition, Long> from) {
    eye.assign(from.keySet());
    from.forEach(eye::seek);
    var ends = eye.endOffsets(from.keySet());
    var stamps = LongStream.builder();
    while (!isAt(eye, ends)) {
      for (var record : eye.poll(Duration.ofMillis(200))) {
        stamps.add(record.timestamp());
      }
    }
    return Span.of(stamps.build().toArray());
  }

  static boolean isAt(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }

  static void pause(long end, String otherwise) throws InterruptedException, Refusal {
    if (System.nanoTime() - end > 0) {
      throw new Refusal(otherwise + " within " + PATIENCE.toMinutes() + " minutes; see the logs");
    }
    Thread.sleep(LOOK_MILLIS);
  }

  @Override
  public void close() {
    hand.close(Duration.ofSeconds(2));
    eye.close();
    admin.close(Duration.ofSeconds(2));
  }
}
