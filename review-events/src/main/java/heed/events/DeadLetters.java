package heed.events;

import java.nio.charset.StandardCharsets;
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

  private static byte[] bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private DeadLetters() {}
}
