package heed.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest {
  private static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, byte @Nullable [] key, byte @Nullable [] value) {
    return new ConsumerRecord<>(topic, partition, 42, key, value);
  }

  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent) {
    var read = new ConsumerRecord<>(sent.topic(), 0, 99, sent.key(), sent.value());
    sent.headers().forEach(read.headers()::add);
    return read;
  }

  @ParameterizedTest
  @CsvSource(
      value = {"key,value", "-,value", "key,-", "-,-"},
      nullValues = "-")
  void whatIsLaidAsideComesBackAsItWas(@Nullable String key, @Nullable String value) {
    var original =
        record(
            Topics.REVIEWS_TAGGED,
            7,
            key == null ? null : key.getBytes(UTF_8),
            value == null ? null : value.getBytes(UTF_8));
    original.headers().add("ce_type", "review.tagged.v9".getBytes(UTF_8));
    original.headers().add("ce_type", new byte[] {(byte) 0xff, 0});
    var letter = DeadLetters.letter(Topics.METRICS_DEAD_LETTER, original, "not known");
    var back = DeadLetters.original(read(letter)).orElseThrow();
    assertThat(back.topic()).isEqualTo(Topics.REVIEWS_TAGGED);
    assertThat(back.partition()).isEqualTo(7);
    assertThat(back.key()).isEqualTo(original.key());
    assertThat(back.value()).isEqualTo(original.value());
    original.headers().add(DeadLetters.FIRST_OFFSET, "42".getBytes(UTF_8));
    assertThat(headers(back.headers())).isEqualTo(headers(original.headers()));
  }

  private static List<String> headers(Iterable<Header> headers) {
    var told = new java.util.ArrayList<String>();
    headers.forEach(h -> told.add(h.key() + Arrays.toString(h.value())));
    return told;
  }

  /** It came back, could still not be read, and is told of where it was last. */
  @Test
  void whatIsLaidAsideAgainSaysWhereItWasLast() {
    var first =
        DeadLetters.letter(
            Topics.METRICS_DEAD_LETTER, record(Topics.REVIEWS_TAGGED, 7, null, null), "no");
    var back = DeadLetters.original(read(first)).orElseThrow();
    var again = record(Topics.REVIEWS_TAGGED, 7, null, null);
    back.headers().forEach(again.headers()::add);
    var second = DeadLetters.letter(Topics.METRICS_DEAD_LETTER, again, "still not");
    assertThat(second.headers().headers(DeadLetters.REASON))
        .singleElement()
        .satisfies(h -> assertThat(new String(h.value(), UTF_8)).isEqualTo("still not"));
    assertThat(DeadLetters.firstOffset(read(DeadLetters.original(read(second)).orElseThrow())))
        .isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "42, 42", "43, 42", "-1, 42", "x, 42", "'', 42"})
  void aRecordIsAtMostAsNewAsItsPlace(String told, long offset) {
    var record = record(Topics.REVIEWS_RECEIVED, 1, null, null);
    assertThat(DeadLetters.firstOffset(record)).isEqualTo(42);
    record.headers().add(DeadLetters.FIRST_OFFSET, told.getBytes(UTF_8));
    assertThat(DeadLetters.firstOffset(record)).isEqualTo(offset);
  }

  @Test
  @SuppressWarnings("NullAway") // Kafka takes null values
  void aHeaderWithoutAValueSaysNothing() {
    var letter = record(Topics.METRICS_DEAD_LETTER, 0, null, null);
    letter.headers().add(DeadLetters.TOPIC, null);
    assertThat(DeadLetters.original(letter)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "elsewhere,1",
    "metrics-service-dead-letter,1",
    "reviews-tagged,x",
    "reviews-tagged,-1",
    "reviews-tagged,12345",
    "'',1"
  })
  void whatDoesNotSayWhereItCameFromGoesNowhere(String topic, String partition) {
    var letter = record(Topics.METRICS_DEAD_LETTER, 0, null, null);
    letter.headers().add(DeadLetters.TOPIC, topic.getBytes(UTF_8));
    letter.headers().add(DeadLetters.PARTITION, partition.getBytes(UTF_8));
    assertThat(DeadLetters.original(letter)).isEmpty();
    assertThat(DeadLetters.original(record(Topics.METRICS_DEAD_LETTER, 0, null, null))).isEmpty();
  }
}
