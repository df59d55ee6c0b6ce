package heed.door;

import heed.events.AccessChanged;
import heed.events.EventJson;
import heed.events.MalformedRecord;
import heed.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads {@code access-changed} from its beginning, without a group, on a thread of its own, for as
 * long as the service lives. On failure: an outage is waited out with what is known, and the topic
 * then read anew; a record that cannot be read changes nothing and is told in the log. At most a
 * mebibyte of records is held at a time.
 */
final class AccessReader {
  private static final Logger LOG = Logger.getLogger(AccessReader.class);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, Object> settings;
  private final Roster roster;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean caughtUp;
  private boolean complained;

  AccessReader(Map<String, Object> broker, Roster roster) {
    this.settings = consuming(broker);
    this.roster = roster;
    this.thread = Thread.ofPlatform().name("heed-access").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends it, waiting a few seconds at most. */
  void stop() {
    stopping.countDown();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True from when all was known once that the topic held at that time. */
  boolean caughtUp() {
    return caughtUp;
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        attempt();
        stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      try {
        follow(consumer);
      } finally {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
      }
    } catch (KafkaException e) {
      if (!complained) {
        complained = true;
        LOG.warnf(
            "Who may come in is not heard of, trying again; topic=%s reason=%s",
            Topics.ACCESS_CHANGED, e.getClass().getSimpleName());
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    var partitions =
        consumer.partitionsFor(Topics.ACCESS_CHANGED, ANSWER).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException(Topics.ACCESS_CHANGED);
    }
    var ends = consumer.endOffsets(partitions, ANSWER);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    while (stopping.getCount() > 0) {
      consumer.poll(POLL).forEach(this::hear);
      if (!caughtUp && reached(consumer, ends)) {
        caughtUp = true;
        complained = false;
        LOG.infof("Who may come in is known; holders=%d", roster.size());
      }
    }
  }

  private static boolean reached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
  }

  private void hear(ConsumerRecord<byte[], byte[]> record) {
    try {
      roster.hear(EventJson.read(record.value(), AccessChanged.class));
    } catch (MalformedRecord e) {
      LOG.warnf(
          "Record not read; topic=%s partition=%d offset=%d reason=%s",
          record.topic(), record.partition(), record.offset(), e.getMessage());
    }
  }

  private static Map<String, Object> consuming(Map<String, Object> broker) {
    var settings = new HashMap<>(broker);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 128 << 10);
    return settings;
  }
}
