package heed.endtoend;

import heed.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that a broker still has of the topics, and what its readers have not read yet. */
final class TopicSearch implements AutoCloseable {
  private static final List<String> GROUPS =
      List.of(
          "sentiment-service",
          "alerting-service",
          "alerting-service-telling",
          "alerting-service-invitations",
          "metrics-service");

  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicSearch(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** Where any of these stands, in key, value or header, such as {@code reviews-tagged: ANNA}. */
  Collection<String> found(Collection<String> topics, Collection<String> markers) {
    var found = new TreeSet<String>();
    for (var topic : topics) {
      read(
          topic,
          record -> {
            var text = text(record);
            markers.stream()
                .filter(text::contains)
                .forEach(marker -> found.add(topic + ": " + marker));
          });
    }
    return found;
  }

  /** The newest value of every key, as a compacted topic keeps it; null where it was deleted. */
  Map<String, byte[]> newest(String topic) {
    var newest = new HashMap<String, byte[]>();
    read(
        topic,
        record -> newest.put(new String(record.key(), StandardCharsets.UTF_8), record.value()));
    return newest;
  }

  List<ConsumerRecord<byte[], byte[]>> all(String topic) {
    var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    read(topic, all::add);
    return all;
  }

  private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var ends = consumer.endOffsets(partitions);
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      consumer.poll(Duration.ofMillis(100)).forEach(reader);
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    var text = new StringBuilder();
    append(text, record.key());
    append(text, record.value());
    record.headers().forEach(header -> append(text, header.value()));
    return text.toString();
  }

  private static void append(StringBuilder text, byte[] bytes) {
    if (bytes != null) {
      text.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
    }
  }

  /** True once every service has read, and done with, everything that is there. */
  boolean everythingWasRead() throws ExecutionException, InterruptedException {
    for (var group : GROUPS) {
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      var asked = new HashMap<TopicPartition, OffsetSpec>();
      committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
      var ends = admin.listOffsets(asked).all().get();
      for (var entry : committed.entrySet()) {
        if (entry.getValue().offset() < ends.get(entry.getKey()).offset()) {
          return false;
        }
      }
    }
    return true;
  }

  /** From now on these topics forget what is older than a second. */
  void forgetAtOnce(Collection<String> topics) throws ExecutionException, InterruptedException {
    var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
    for (var topic : topics) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, topic),
          List.of(set("retention.ms", "1000"), set("segment.ms", "500")));
    }
    admin.incrementalAlterConfigs(changes).all().get();
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  /** Those that are forgotten by retention; the others are compacted. */
  static List<String> kept(boolean compacted) {
    return Topics.ALL.stream()
        .filter(topic -> topic.compacted() == compacted)
        .map(Topics.Topic::name)
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
