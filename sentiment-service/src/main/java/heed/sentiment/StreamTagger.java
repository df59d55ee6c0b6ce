package heed.sentiment;

import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.DeadLetters;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.MalformedRecord;
import heed.events.Review;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Topics;
import heed.sentiment.learning.Lesson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides what leaves for a record of {@code reviews-received}. Pure: the same record gives the
 * same {@code ce_id}, so that readers can tell a repetition after a crash from a second fact.
 */
final class StreamTagger {
  static final String SOURCE = "/heed/sentiment-service";

  /** Where the ids of passed-on customer erasures are derived from. */
  private static final UUID CUSTOMERS = UUID.fromString("7a1c9a53-8f0e-5d5b-b7c4-52d94e2f6f10");

  private final Tagger tagger;
  private final long epoch;

  StreamTagger(Tagger tagger, long epoch) {
    this.tagger = tagger;
    this.epoch = epoch;
  }

  Onward decide(ConsumerRecord<byte[], byte[]> record, Instant now) {
    try {
      var event = CloudEvent.read(record.headers());
      if (record.key() == null) {
        throw new MalformedRecord("the key is missing");
      }
      return switch (event.type()) {
        case REVIEW_RECEIVED -> tagged(record, now);
        case REVIEW_ERASED -> reviewErased(record, now);
        case CUSTOMER_ERASED -> customerErased(record, now);
        default ->
            throw new MalformedRecord(
                "ce_type is " + event.type().wireName() + ", which is not told on this topic");
      };
    } catch (MalformedRecord e) {
      return letter(record, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // A fault of ours must cost one record, never the stream behind it.
      return letter(record, "tagging failed: " + e.getClass().getName());
    }
  }

  /** The dead letter of a record, whatever leaves for it else. */
  static Onward.Letter letter(ConsumerRecord<byte[], byte[]> record, String reason) {
    return new Onward.Letter(
        DeadLetters.letter(Topics.SENTIMENT_DEAD_LETTER, record, reason), reason);
  }

  private Onward tagged(ConsumerRecord<byte[], byte[]> record, Instant now) {
    var review = EventJson.read(record.value(), Review.class);
    keyed(record, review.id());
    var tags =
        tagger.tag(
            review.title(),
            review.text(),
            review.language(),
            review.rating(),
            review.survey(),
            review.storefront());
    var revision = revision(record);
    var fact = new ReviewTagged(review, revision, tags);
    var value = EventJson.write(fact);
    return new Onward.Tagged(
        sent(record, value, EventType.REVIEW_TAGGED, review.id(), Long.toString(revision), now),
        tags.sentiment(),
        new Lesson.Heard(fact));
  }

  private Onward reviewErased(ConsumerRecord<byte[], byte[]> record, Instant now) {
    var erased = EventJson.read(record.value(), ReviewErased.class);
    keyed(record, erased.reviewId());
    var revision = revision(record);
    var value =
        EventJson.write(
            new ReviewErased(erased.reviewId(), erased.storefront(), erased.erasedAt(), revision));
    var mark = Long.toString(revision);
    return new Onward.Erased(
        sent(record, value, EventType.REVIEW_ERASED, erased.reviewId(), mark, now),
        new Lesson.ReviewForgotten(erased));
  }

  private Onward customerErased(ConsumerRecord<byte[], byte[]> record, Instant now) {
    var erased = EventJson.read(record.value(), CustomerErased.class);
    var revision = revision(record);
    var value =
        EventJson.write(
            new CustomerErased(
                erased.storefront(), erased.customerId(), erased.erasedAt(), revision));
    var mark = revision + "@" + erased.key();
    return new Onward.Erased(
        sent(record, value, EventType.CUSTOMER_ERASED, CUSTOMERS, mark, now),
        new Lesson.CustomerForgotten(erased));
  }

  /** What was put back from the dead letters is as old as it was. */
  private long revision(ConsumerRecord<byte[], byte[]> record) {
    return LogSettings.revision(epoch, DeadLetters.firstOffset(record));
  }

  /** Order is kept per key: a review under another key could overtake itself. */
  private static void keyed(ConsumerRecord<byte[], byte[]> record, UUID id) {
    if (!new String(record.key(), StandardCharsets.UTF_8).equals(id.toString())) {
      throw new MalformedRecord("the key is not the id of the review");
    }
  }

  private static ProducerRecord<byte[], byte[]> sent(
      ConsumerRecord<byte[], byte[]> record,
      byte[] value,
      EventType type,
      UUID subject,
      String mark,
      Instant now) {
    var event = new CloudEvent(Ids.fact(subject, type, mark).toString(), SOURCE, type, now);
    return new ProducerRecord<>(
        Topics.REVIEWS_TAGGED, null, null, record.key(), value, event.headers());
  }
}
