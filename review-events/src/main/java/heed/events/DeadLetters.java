package heed.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How a record that cannot be read is laid aside: as it came, with its origin and the reason in
 * headers.
 */
public final class DeadLetters {
  public static final String REASON = "dead-letter-reason";
  public static final String TOPIC = "dead-letter-topic";
  public static final String PARTITION = "dead-letter-partition";
  public static final String OFFSET = "dead-letter-offset";

  /**
   * Where a record that was put back was first. Whoever numbers records by their offset goes by it:
   * what was put back late is no newer for that.
   */
  public static final String FIRST_OFFSET = "first-offset";

  private static final List<String> OURS = List.of(REASON, TOPIC, PARTITION, OFFSET);
  private static final String SUFFIX = "-dead-letter";
  private static final Pattern PARTITION_NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern OFFSET_NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * The record to send to {@code deadLetterTopic}; key, value and headers are those of the
   * original.
   */
  public static ProducerRecord<byte[], byte[]> letter(
      String deadLetterTopic, ConsumerRecord<byte[], byte[]> original, String reason) {
    var letter = new ProducerRecord<>(deadLetterTopic, original.key(), original.value());
    original.headers().forEach(letter.headers()::add);
    letter
        .headers()
        .add(REASON, bytes(reason))
        .add(TOPIC, bytes(original.topic()))
        .add(PARTITION, bytes(Integer.toString(original.partition())))
        .add(OFFSET, bytes(Long.toString(original.offset())));
    return letter;
  }

  /**
   * What was laid aside as {@code letter}, to be sent where it was: key, value and headers are
   * those of the original, and so is the partition; {@link #firstOffset} tells where on it.
   *
   * @return empty where the letter does not say where it came from, or that is no topic of ours
   */
  public static Optional<ProducerRecord<byte[], byte[]>> original(
      ConsumerRecord<byte[], byte[]> letter) {
    var topic = text(letter, TOPIC);
    var partition = text(letter, PARTITION);
    if (!PARTITION_NUMBER.matcher(partition).matches()
        || Topics.ALL.stream().noneMatch(t -> t.name().equals(topic) && isSource(t))) {
      return Optional.empty();
    }
    var original =
        new ProducerRecord<>(topic, Integer.valueOf(partition), letter.key(), letter.value());
    letter.headers().forEach(original.headers()::add);
    OURS.forEach(original.headers()::remove);
    if (original.headers().lastHeader(FIRST_OFFSET) == null) {
      original.headers().add(FIRST_OFFSET, bytes(text(letter, OFFSET)));
    }
    return Optional.of(original);
  }

  /** True of a topic whose records can be laid aside; false of those that take them. */
  public static boolean isSource(Topics.Topic topic) {
    return !topic.name().endsWith(SUFFIX);
  }

  /** The offset of a record, or the one it had before it was laid aside and put back. */
  public static long firstOffset(ConsumerRecord<byte[], byte[]> record) {
    var first = text(record, FIRST_OFFSET);
    return OFFSET_NUMBER.matcher(first).matches()
        ? Math.min(Long.parseLong(first), record.offset())
        : record.offset();
  }

  private static String text(ConsumerRecord<byte[], byte[]> letter, String name) {
    var header = letter.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private DeadLetters() {}
}
