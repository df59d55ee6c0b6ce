package heed.sentiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CloudEvent;
import heed.events.CustomerErased;
import heed.events.DeadLetters;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream against a real broker. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class ReviewsReceivedTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private TopicProbe probe;
  private TopicListener tagged;
  private TopicListener deadLetters;

  @BeforeEach
  void listen() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
    tagged = probe.listen(Topics.REVIEWS_TAGGED);
    deadLetters = probe.listen(Topics.SENTIMENT_DEAD_LETTER);
  }

  @AfterEach
  void close() {
    tagged.close();
    deadLetters.close();
    probe.close();
  }

  private static ProducerRecord<byte[], byte[]> event(String key, EventType type, Object event) {
    var headers = new CloudEvent("ce-" + key, "/heed/review-ingest", type, Instant.now()).headers();
    return new ProducerRecord<>(
        Topics.REVIEWS_RECEIVED, null, null, key.getBytes(UTF_8), EventJson.write(event), headers);
  }

  private long postReview(UUID id, String text) {
    var review = StreamTaggerTest.review(id, text);
    return probe.send(event(id.toString(), EventType.REVIEW_RECEIVED, review)).offset();
  }

  @Test
  void tagsReviewsAndPassesErasuresOnInTheOrderOfTheirKey() {
    var id = UUID.randomUUID();
    var first = postReview(id, "Piegāde kavējās, slikti!");
    var second = postReview(id, "Tagad viss kārtībā, paldies!");
    var erasure = new ReviewErased(id, "riga-shop", Instant.now(), null);
    var third = probe.send(event(id.toString(), EventType.REVIEW_ERASED, erasure)).offset();

    var heard = tagged.next(3, SOON, r -> new String(r.key(), UTF_8).equals(id.toString()));

    assertThat(heard)
        .extracting(r -> CloudEvent.read(r.headers()).type())
        .containsExactly(EventType.REVIEW_TAGGED, EventType.REVIEW_TAGGED, EventType.REVIEW_ERASED);
    assertThat(EventJson.read(heard.get(0).value(), ReviewTagged.class).revision())
        .isEqualTo(first);
    assertThat(EventJson.read(heard.get(1).value(), ReviewTagged.class).revision())
        .isEqualTo(second);
    assertThat(EventJson.read(heard.get(2).value(), ReviewErased.class).revision())
        .isEqualTo(third);
  }

  @Test
  void passesTheErasureOfACustomerOnUnderItsKey() {
    var erased = new CustomerErased("riga-shop", UUID.randomUUID().toString(), Instant.now(), null);
    probe.send(event(erased.key(), EventType.CUSTOMER_ERASED, erased));

    var heard = tagged.next(1, SOON, r -> new String(r.key(), UTF_8).equals(erased.key()));

    assertThat(EventJson.read(heard.getFirst().value(), CustomerErased.class).customerId())
        .isEqualTo(erased.customerId());
  }

  @Test
  void laysPoisonAsideByteForByteAndGoesOnWithItsNeighbours() {
    var before = UUID.randomUUID();
    var after = UUID.randomUUID();
    postReview(before, "Labi");
    var known =
        Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            "1",
            "ce_source",
            "/x",
            "ce_time",
            "2026-11-23T10:00:00Z");
    var received = new HashMap<>(known);
    received.put("ce_type", "review.received.v1");
    var future = new HashMap<>(known);
    future.put("ce_type", "review.received.v2");
    probe.send(Topics.REVIEWS_RECEIVED, "poison", "{oops", received);
    probe.send(Topics.REVIEWS_RECEIVED, "poison", null, received);
    probe.send(Topics.REVIEWS_RECEIVED, "poison", "{}", future);
    probe.send(Topics.REVIEWS_RECEIVED, "poison", "{}", Map.of());
    probe.send(Topics.REVIEWS_RECEIVED, "poison", "x".repeat(1_000_000), received);
    postReview(after, "Labi");

    var letters = deadLetters.next(5, SOON);
    var heard = tagged.next(2, SOON, r -> r.key() != null && keyIs(r, before, after));

    assertThat(heard).hasSize(2);
    assertThat(letters).extracting(TopicListener::text).contains("{oops", null, "{}");
    assertThat(letters).allSatisfy(ReviewsReceivedTest::tellsOriginAndReason);
  }

  private static boolean keyIs(ConsumerRecord<byte[], byte[]> record, UUID... ids) {
    var key = new String(record.key(), UTF_8);
    return Stream.of(ids).anyMatch(id -> id.toString().equals(key));
  }

  private static void tellsOriginAndReason(ConsumerRecord<byte[], byte[]> letter) {
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("poison");
    assertThat(TopicListener.header(letter, DeadLetters.TOPIC)).isEqualTo(Topics.REVIEWS_RECEIVED);
    assertThat(TopicListener.header(letter, DeadLetters.OFFSET)).isNotNull();
    assertThat(TopicListener.header(letter, DeadLetters.REASON)).isNotBlank();
  }

  @Test
  void losesNothingWhenTheBrokerCrashesMeanwhile() throws Exception {
    var ids = Stream.generate(UUID::randomUUID).limit(300).toList();
    ids.subList(0, 200).forEach(id -> postReview(id, "Slikta kvalitāte"));
    KafkaForTests.killBroker();
    KafkaForTests.restartBroker();
    ids.subList(200, 300).forEach(id -> postReview(id, "Slikta kvalitāte"));

    var factsById = hearAll(ids);

    assertThat(factsById.keySet()).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(factsById.values()).allMatch(ceIds -> ceIds.size() == 1);
  }

  /** The distinct ce_ids per review: repeats after a crash carry the same one. */
  private Map<UUID, HashSet<String>> hearAll(List<UUID> ids) {
    var facts = new HashMap<UUID, HashSet<String>>();
    try (var all = probe.listenFromStart(Topics.REVIEWS_TAGGED)) {
      var end = System.nanoTime() + SOON.toNanos();
      while (facts.size() < ids.size() && System.nanoTime() < end) {
        for (var record : all.drain(Duration.ofMillis(300))) {
          ids.stream()
              .filter(id -> keyIs(record, id))
              .forEach(
                  id ->
                      facts
                          .computeIfAbsent(id, i -> new HashSet<>())
                          .add(TopicListener.header(record, "ce_id")));
        }
      }
    }
    return facts;
  }
}
