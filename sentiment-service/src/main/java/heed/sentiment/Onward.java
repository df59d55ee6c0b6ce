package heed.sentiment;

import heed.events.Tags;
import heed.sentiment.learning.Lesson;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What leaves for a record that came in: every record leaves as exactly one of these. */
sealed interface Onward {
  ProducerRecord<byte[], byte[]> sent();

  /** What it is, in a word. */
  default String word() {
    return switch (this) {
      case Tagged tagged -> "tagged";
      case Erased erased -> "erased";
      case Letter letter -> "dead_letter";
    };
  }

  /** What is to be learnt or forgotten with it, once it is acknowledged; null for nothing. */
  @Nullable Lesson lesson();

  /** A review with its tags. */
  record Tagged(
      ProducerRecord<byte[], byte[]> sent, Tags.@Nullable Sentiment sentiment, Lesson lesson)
      implements Onward {}

  /** An erasure, passed on with its revision. */
  record Erased(ProducerRecord<byte[], byte[]> sent, Lesson lesson) implements Onward {}

  /** A record that no retry will make readable. */
  record Letter(ProducerRecord<byte[], byte[]> sent, String reason) implements Onward {
    @Override
    public @Nullable Lesson lesson() {
      return null;
    }
  }
}
