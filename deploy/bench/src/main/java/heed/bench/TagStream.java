package heed.bench;

import heed.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Consume, tag, produce: sentiment-service is held while {@code reviews-received} is filled, then
 * let go; the time is from the first to the last record that it appends to {@code reviews-tagged},
 * by their own time stamps, and what counts is what came after the first of them. The floor
 * consumes the same records and produces them as they are, batch by batch, with the settings of its
 * consumer and its producer. The readers behind are held.
 *
 * <p>Reviews per second.
 */
final class TagStream implements Row {
  private static final Duration POLL = Duration.ofMillis(200);

  /** As the channel's {@code auto.commit.interval.ms}. */
  private static final Duration COMMIT = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "tag-stream";
  }

  @Override
  public String what() {
    return "consume, tag, produce";
  }

  @Override
  public Reach reach() {
    return Reach.of(Reach.ratio(0.6));
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    var heed = ground.heed();
    var log = ground.records();
    log.awaitRead(Heed.SENTIMENT, Topics.REVIEWS_RECEIVED);
    heed.hold(Heed.ALERTING, Heed.METRICS);
    var count = ground.size(5_000, 200_000);
    var topic = log.floor(log.partitions(Topics.REVIEWS_RECEIVED).size());
    try (var consumer = Records.consumer(Clients.taggingConsumer(heed.bootstrapServers()));
        var producer = Records.producer(Clients.taggingProducer(heed.bootstrapServers()))) {
      var turns =
          new Turns(ground, this, "/s")
              .take(
                  ground.size(2, 3),
                  ground.size(3, 5),
                  round -> {
                    heed.hold(Heed.SENTIMENT);
                    var from = log.ends(Topics.REVIEWS_RECEIVED);
                    log.fill(records(ground.reviews(), round, count));
                    return copied(consumer, producer, from, topic, count);
                  },
                  round -> tagged(heed, log, count));
      return Measured.inTurns("/s", turns.samples(), turns.floors(), Map.of());
    }
  }

  private static double tagged(Heed heed, Records log, int count)
      throws IOException, InterruptedException, Refusal {
    var from = log.ends(Topics.REVIEWS_TAGGED);
    var before = from.values().stream().mapToLong(Long::longValue).sum();
    heed.letGo(Heed.SENTIMENT);
    log.awaitTotal(Topics.REVIEWS_TAGGED, before + count);
    return log.span(from).perSecond();
  }

  private static double copied(
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      Map<TopicPartition, Long> from,
      String topic,
      int count)
      throws IOException, InterruptedException {
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    var copied = 0;
    var begin = 0L;
    var committed = System.nanoTime();
    while (copied < count) {
      var batch = consumer.poll(POLL);
      begin = begin == 0 && !batch.isEmpty() ? System.nanoTime() : begin;
      var records = new ArrayList<ProducerRecord<byte[], byte[]>>(batch.count());
      batch.forEach(record -> records.add(copy(topic, record)));
      Records.append(producer, records);
      copied += records.size();
      if (System.nanoTime() - committed > COMMIT.toNanos()) {
        consumer.commitAsync();
        committed = System.nanoTime();
      }
    }
    return Turns.rate(count, System.nanoTime() - begin);
  }

  private static ProducerRecord<byte[], byte[]> copy(
      String topic, ConsumerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(topic, null, null, record.key(), record.value(), record.headers());
  }

  private static List<ProducerRecord<byte[], byte[]>> records(
      Reviews reviews, int round, int count) {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>(count);
    for (var i = 0; i < count; i++) {
      records.add(reviews.received(Topics.REVIEWS_RECEIVED, "stream-" + round, i));
    }
    return records;
  }
}
