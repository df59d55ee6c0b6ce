package heed.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** One reader of one topic; not for several threads. */
public final class TopicListener implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;

  TopicListener(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.topic = topic;
  }

  /**
   * The next records, {@code count} or what came along with the last of them, in each partition's
   * order.
   *
   * @throws AssertionError if fewer than {@code count} came in time
   */
  public List<ConsumerRecord<byte[], byte[]>> next(int count, Duration atMost) {
    return next(count, atMost, heard -> true);
  }

  /** The same, of those that match; the others are passed over for good. */
  public List<ConsumerRecord<byte[], byte[]>> next(
      int count, Duration atMost, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    var heard = collect(count, atMost, wanted);
    if (heard.size() < count) {
      throw new AssertionError(
          "%d of %d records came on %s within %s".formatted(heard.size(), count, topic, atMost));
    }
    return heard;
  }

  /** Everything that comes within the time: to show that nothing more does. */
  public List<ConsumerRecord<byte[], byte[]>> drain(Duration during) {
    return collect(Integer.MAX_VALUE, during, heard -> true);
  }

  private List<ConsumerRecord<byte[], byte[]>> collect(
      int count, Duration atMost, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    var heard = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long end = System.nanoTime() + atMost.toNanos();
    while (heard.size() < count && System.nanoTime() < end) {
      for (var record : consumer.poll(Duration.ofMillis(100))) {
        if (wanted.test(record)) {
          heard.add(record);
        }
      }
    }
    return heard;
  }

  /** A header as text, or null. */
  public static @Nullable String header(ConsumerRecord<byte[], byte[]> heard, String name) {
    var header = heard.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** The value as text, or null. */
  public static @Nullable String text(ConsumerRecord<byte[], byte[]> heard) {
    return heard.value() == null ? null : new String(heard.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
