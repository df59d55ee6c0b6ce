package heed.drill;

import heed.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics, seen from outside of every group: their ends, their records, who is behind. */
final class Log implements AutoCloseable {
  /** Who reads what. */
  static final Map<String, List<String>> READERS =
      Map.of(
          "sentiment-service", List.of(Topics.REVIEWS_RECEIVED),
          "alerting-service", List.of(Topics.REVIEWS_TAGGED),
          "metrics-service", List.of(Topics.REVIEWS_TAGGED, Topics.CASES_CHANGED));

  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final String bootstrapServers;
  private final Admin admin;

  Log(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
  }

  Admin admin() {
    return admin;
  }

  /** Waits for what the broker says; its failures as one that can be waited out. */
  static <T> T get(org.apache.kafka.common.KafkaFuture<T> answer) throws InterruptedException {
    try {
      return answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the broker did not do it: " + e.getMessage(), e);
    }
  }

  /** Where the next records of these topics will be. */
  Map<TopicPartition, Long> ends(Collection<String> topics) throws InterruptedException {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    for (var topic : Topics.ALL) {
      for (int i = 0; topics.contains(topic.name()) && i < topic.partitions(); i++) {
        asked.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
      }
    }
    return get(admin.listOffsets(asked).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  /** What a group has committed; partitions of which it has nothing are not in it. */
  Map<TopicPartition, Long> committed(String group) throws InterruptedException {
    var found = new HashMap<TopicPartition, Long>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                found.put(partition, offset.offset());
              }
            });
    return found;
  }

  /** Records that the readers have not committed. */
  long lag() throws InterruptedException {
    long lag = 0;
    for (var reader : READERS.entrySet()) {
      lag += lag(reader.getKey(), reader.getValue());
    }
    return lag;
  }

  long lag(String group, List<String> topics) throws InterruptedException {
    var committed = committed(group);
    long lag = 0;
    for (var end : ends(topics).entrySet()) {
      lag += Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L));
    }
    return lag;
  }

  /** Every record of a topic from there up to what is its end now. */
  void read(
      String topic, Map<TopicPartition, Long> since, Consumer<ConsumerRecord<byte[], byte[]>> each)
      throws InterruptedException {
    var ends = ends(List.of(topic));
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "enable.auto.commit",
            false,
            "isolation.level",
            "read_committed",
            "max.partition.fetch.bytes",
            4 << 20);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      ends.keySet().forEach(p -> consumer.seek(p, since.getOrDefault(p, 0L)));
      var open = new ArrayList<>(ends.keySet());
      long end = System.nanoTime() + Wait.LONG.toNanos();
      while (!open.isEmpty()) {
        if (System.nanoTime() > end) {
          throw new Failed(topic + " could not be read to its end");
        }
        consumer.poll(Duration.ofMillis(200)).forEach(each);
        open.removeIf(p -> consumer.position(p) >= ends.getOrDefault(p, 0L));
      }
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
