package heed.sentiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.DeadLetters;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Product;
import heed.events.Review;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Topics;
import heed.sentiment.model.LinearModel;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class StreamTaggerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final UUID ID = UUID.fromString("3f0c9d1e-0d55-5a2b-8a54-1f1f3c1f7a11");

  private final StreamTagger tagger = new StreamTagger(new Tagger(LinearModel.shipped()), 3);

  static Review review(UUID id, String text) {
    return new Review(
        id,
        "riga-shop",
        "order-1",
        new Product("sku-1", "Kettle"),
        null,
        null,
        Channel.STOREFRONT,
        null,
        null,
        null,
        text,
        "lv",
        "LV",
        null,
        NOW);
  }

  static ConsumerRecord<byte[], byte[]> record(
      String key, long offset, EventType type, byte[] value) {
    var record =
        new ConsumerRecord<>(
            Topics.REVIEWS_RECEIVED, 2, offset, key == null ? null : key.getBytes(UTF_8), value);
    new CloudEvent("ce-1", "/heed/review-ingest", type, NOW)
        .headers()
        .forEach(record.headers()::add);
    return record;
  }

  private Onward decide(ConsumerRecord<byte[], byte[]> record) {
    return tagger.decide(record, NOW);
  }

  @Test
  void passesAReviewOnWithItsRevisionAndTags() {
    var review = review(ID, "Piegāde kavējās, ļoti slikti!");
    var onward =
        decide(record(ID.toString(), 41, EventType.REVIEW_RECEIVED, EventJson.write(review)));

    var tagged = EventJson.read(onward.sent().value(), ReviewTagged.class);
    assertThat(tagged.review()).isEqualTo(review);
    assertThat(tagged.revision()).isEqualTo((3L << 40) + 41);
    assertThat(tagged.tags().model()).isEqualTo(LinearModel.NAME);
    assertThat(onward.sent().topic()).isEqualTo(Topics.REVIEWS_TAGGED);
    assertThat(onward.sent().key()).isEqualTo(ID.toString().getBytes(UTF_8));
    assertThat(CloudEvent.read(onward.sent().headers()).type()).isEqualTo(EventType.REVIEW_TAGGED);
  }

  /** An edit that was laid aside and put back later is no newer than the one after it. */
  @Test
  void whatWasPutBackIsAsOldAsItWas() {
    var value = EventJson.write(review(ID, "Labi"));
    var first = record(ID.toString(), 41, EventType.REVIEW_RECEIVED, value);
    var later = record(ID.toString(), 99, EventType.REVIEW_RECEIVED, value);
    later.headers().add(DeadLetters.FIRST_OFFSET, "41".getBytes(UTF_8));
    var back = decide(later).sent();
    assertThat(EventJson.read(back.value(), ReviewTagged.class).revision())
        .isEqualTo((3L << 40) + 41);
    assertThat(back.headers().lastHeader("ce_id").value())
        .isEqualTo(decide(first).sent().headers().lastHeader("ce_id").value());
  }

  @Test
  void tellsTheSameFactUnderTheSameIdAndTheNextRevisionUnderAnother() {
    var value = EventJson.write(review(ID, "Labi"));
    var first = id(decide(record(ID.toString(), 7, EventType.REVIEW_RECEIVED, value)));
    var again =
        id(
            tagger.decide(
                record(ID.toString(), 7, EventType.REVIEW_RECEIVED, value), NOW.plusSeconds(9)));
    var next = id(decide(record(ID.toString(), 8, EventType.REVIEW_RECEIVED, value)));

    assertThat(again).isEqualTo(first);
    assertThat(next).isNotEqualTo(first);
  }

  private static String id(Onward onward) {
    return CloudEvent.read(onward.sent().headers()).id();
  }

  @Test
  void passesErasuresOnWithTheirRevisionUnderTheirKey() {
    var one = new ReviewErased(ID, "riga-shop", NOW, null);
    var all = new CustomerErased("riga-shop", "c-17", NOW, null);

    var oneOn = decide(record(ID.toString(), 5, EventType.REVIEW_ERASED, EventJson.write(one)));
    var allOn = decide(record(all.key(), 6, EventType.CUSTOMER_ERASED, EventJson.write(all)));

    assertThat(EventJson.read(oneOn.sent().value(), ReviewErased.class))
        .isEqualTo(new ReviewErased(ID, "riga-shop", NOW, (3L << 40) + 5));
    assertThat(EventJson.read(allOn.sent().value(), CustomerErased.class).revision())
        .isEqualTo((3L << 40) + 6);
    assertThat(allOn.sent().key()).isEqualTo(all.key().getBytes(UTF_8));
    assertThat(oneOn).isInstanceOf(Onward.Erased.class);
  }

  @Test
  void laysAsideWhatCannotBeReadWithItsReason() {
    var value = EventJson.write(review(ID, "Labi"));
    var noId = record(ID.toString(), 1, EventType.REVIEW_RECEIVED, value);
    noId.headers().remove("ce_id");
    var future = record(ID.toString(), 1, EventType.REVIEW_RECEIVED, value);
    future.headers().remove("ce_type").add("ce_type", "review.received.v2".getBytes(UTF_8));

    assertLetter(
        record(ID.toString(), 1, EventType.REVIEW_RECEIVED, "{oops".getBytes(UTF_8)), "JSON");
    assertLetter(record(ID.toString(), 1, EventType.REVIEW_RECEIVED, null), "null");
    assertLetter(record(ID.toString(), 1, EventType.REVIEW_RECEIVED, "{}".getBytes(UTF_8)), "id");
    assertLetter(record(null, 1, EventType.REVIEW_RECEIVED, value), "key");
    assertLetter(record("someone-else", 1, EventType.REVIEW_RECEIVED, value), "key");
    assertLetter(record(ID.toString(), 1, EventType.CASE_OPENED, value), "case.opened.v1");
    assertLetter(noId, "ce_id");
    assertLetter(future, "review.received.v2");
  }

  private void assertLetter(ConsumerRecord<byte[], byte[]> record, String reason) {
    var onward = decide(record);

    assertThat(onward).isInstanceOf(Onward.Letter.class);
    assertThat(onward.sent().topic()).isEqualTo(Topics.SENTIMENT_DEAD_LETTER);
    assertThat(onward.sent().value()).isEqualTo(record.value());
    assertThat(onward.sent().key()).isEqualTo(record.key());
    assertThat(new String(onward.sent().headers().lastHeader(DeadLetters.REASON).value(), UTF_8))
        .contains(reason);
    assertThat(new String(onward.sent().headers().lastHeader(DeadLetters.TOPIC).value(), UTF_8))
        .isEqualTo(Topics.REVIEWS_RECEIVED);
  }
}
