package heed.launcher;

import heed.events.DeadLetters;
import heed.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead-letter topics, as whoever looks after them sees them: what was put back or dismissed
 * before waits no more. The broker keeps up to where that is, as the offsets of {@value #GROUP}.
 */
final class DeadLetterTopics implements AutoCloseable {
  static final String GROUP = "heed-dead-letters";

  private static final Duration POLL = Duration.ofMillis(200);

  /** As long as Kafka's own clients wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Consumer<byte[], byte[]> consumer;
  private final List<String> topics;
  private Map<TopicPartition, Long> ends = Map.of();

  /**
   * @param broker how a client reaches it
   * @param topics those that are read
   */
  DeadLetterTopics(Map<String, Object> broker, List<String> topics) {
    this.topics = topics;
    var settings = new HashMap<>(broker);
    settings.put("group.id", GROUP);
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("allow.auto.create.topics", false);
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("max.partition.fetch.bytes", Topics.MAX_DEAD_LETTER_BYTES);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** All there are. */
  static List<String> all() {
    return Topics.ALL.stream()
        .filter(t -> !DeadLetters.isSource(t))
        .map(Topics.Topic::name)
        .toList();
  }

  /** What is done with letters, some at a time, each partition's in order. */
  interface Some {
    void are(List<ConsumerRecord<byte[], byte[]>> letters) throws IOException, InterruptedException;
  }

  /** Everything that lies there now, whether it was seen to or not. */
  void everything(Some some) throws Refusal, IOException, InterruptedException {
    begin();
    consumer.seekToBeginning(ends.keySet());
    read(some, false);
  }

  /**
   * What is read from now on is what waits at this moment, up to where the topics end: what is put
   * back may be laid aside again at once.
   */
  void begin() throws Refusal {
    var partitions = partitions();
    consumer.assign(partitions);
    ends = consumer.endOffsets(partitions);
  }

  /** What waited when this began. */
  void waiting(Some some) throws IOException, InterruptedException {
    read(some, false);
  }

  /** The same, and once it is done with some of them they wait no more. */
  void seeTo(Some some) throws IOException, InterruptedException {
    read(some, true);
  }

  private void read(Some some, boolean keep) throws IOException, InterruptedException {
    var last = System.nanoTime();
    while (true) {
      var left = new ArrayList<>(ends.keySet());
      left.removeIf(partition -> consumer.position(partition) >= end(partition));
      if (left.isEmpty()) {
        return;
      }
      consumer.pause(consumer.assignment());
      consumer.resume(left);
      var letters = consumer.poll(POLL);
      if (!letters.isEmpty()) {
        some.are(before(letters));
        if (keep) {
          consumer.commitSync(reached(letters.partitions()));
        }
        last = System.nanoTime();
      } else if (System.nanoTime() - last > PATIENCE.toNanos()) {
        throw new IOException("the broker does not give out %s".formatted(left.getFirst()));
      }
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> before(ConsumerRecords<byte[], byte[]> letters) {
    var known = new ArrayList<ConsumerRecord<byte[], byte[]>>(letters.count());
    for (var partition : letters.partitions()) {
      for (var letter : letters.records(partition)) {
        if (letter.offset() < end(partition)) {
          known.add(letter);
        }
      }
    }
    return known;
  }

  private Map<TopicPartition, OffsetAndMetadata> reached(Collection<TopicPartition> partitions) {
    var reached = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : partitions) {
      var at = Math.min(consumer.position(partition), end(partition));
      reached.put(partition, new OffsetAndMetadata(at));
    }
    return reached;
  }

  private long end(TopicPartition partition) {
    return Objects.requireNonNull(ends.get(partition), "one of those that are read");
  }

  private List<TopicPartition> partitions() throws Refusal {
    var partitions = new ArrayList<TopicPartition>();
    for (var topic : topics) {
      var known = consumer.partitionsFor(topic);
      if (known == null || known.isEmpty()) {
        throw new Refusal("the topic %s is not there; create it first".formatted(topic));
      }
      known.forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    }
    return partitions;
  }

  @Override
  public void close() {
    try {
      consumer.close();
    } catch (KafkaException e) {
      // what was to be kept is committed
    }
  }
}
