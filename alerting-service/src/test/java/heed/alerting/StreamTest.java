package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.CaseChanged.SlaStatus;
import heed.events.CustomerErased;
import heed.events.DeadLetters;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import heed.events.Topics;
import heed.testing.TopicListener;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
class StreamTest {
  @Inject StreamBatch batch;
  @Inject Transactions transactions;

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void opensExactlyOneCaseWhateverIsRedelivered() {
    var review = World.negative(UUID.randomUUID(), "broken");
    for (var i = 0; i < 5; i++) {
      world.send(review);
    }
    var id = world.awaitCase(review.review().id());
    world.send(World.positive(review.review().id(), "mended"));
    var events = world.eventsUntil(id, EventType.CASE_CANCELLED);
    assertThat(events)
        .extracting(e -> e.type().shortName())
        .containsExactly("case.opened", "case.revised", "case.cancelled");
    assertThat(events).extracting(e -> e.sequence()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aPositiveReviewOpensNoCaseAndALateOlderRevisionNeither() {
    var id = UUID.randomUUID();
    var older = World.negative(id, "bad");
    batch.apply(List.of(new FromStream.Tagged(World.positive(id, "good"))));
    batch.apply(List.of(new FromStream.Tagged(older)));
    assertThat(world.status(Ids.caseOf(id))).isEqualTo(404);
  }

  @Test
  void anyOrderOfRevisionsEndsInTheSameContent() {
    for (var seed = 0; seed < 8; seed++) {
      var id = UUID.randomUUID();
      var revisions = new ArrayList<FromStream>();
      for (var text : List.of("one", "two", "three", "four")) {
        revisions.add(new FromStream.Tagged(World.negative(id, text)));
      }
      Collections.shuffle(revisions, new Random(seed));
      var half = revisions.size() / 2;
      batch.apply(revisions.subList(0, half));
      batch.apply(revisions.subList(half, revisions.size()));
      batch.apply(revisions);
      assertThat(World.get(Ids.caseOf(id)).jsonPath().getString("text")).isEqualTo("four");
    }
  }

  @Test
  void aMalformedRecordIsLaidAsideAndItsNeighboursAreUnaffected() {
    var key = UUID.randomUUID();
    var before = World.negative(UUID.randomUUID(), "before");
    var after = World.negative(UUID.randomUUID(), "after");
    world.send(before);
    world.probe.send(
        World.record(
            key.toString(), EventType.REVIEW_TAGGED, "{no json".getBytes(StandardCharsets.UTF_8)));
    world.send(after);
    world.awaitCase(before.review().id());
    world.awaitCase(after.review().id());
    var letter =
        world
            .letters
            .next(
                1,
                World.SOON,
                r -> key.toString().equals(new String(r.key(), StandardCharsets.UTF_8)))
            .getFirst();
    assertThat(TopicListener.text(letter)).isEqualTo("{no json");
    assertThat(TopicListener.header(letter, DeadLetters.REASON)).isEqualTo("the value is not JSON");
    assertThat(TopicListener.header(letter, DeadLetters.TOPIC)).isEqualTo(Topics.REVIEWS_TAGGED);
    assertThat(TopicListener.header(letter, "ce_type")).isEqualTo("review.tagged.v1");
  }

  @Test
  void nullValuesUnknownVersionsStrangeTypesAndMissingHeadersAreLaidAside() {
    var key = UUID.randomUUID().toString();
    var value = EventJson.write(World.negative(UUID.randomUUID(), "x"));
    world.probe.send(World.record(key, EventType.REVIEW_TAGGED, null));
    world.probe.send(World.record(key, EventType.CASE_OPENED, value));
    var v2 = World.record(key, EventType.REVIEW_TAGGED, value);
    v2.headers()
        .remove("ce_type")
        .add("ce_type", "review.tagged.v2".getBytes(StandardCharsets.UTF_8));
    world.probe.send(v2);
    var noId = World.record(key, EventType.REVIEW_TAGGED, value);
    noId.headers().remove("ce_id");
    world.probe.send(noId);
    var letters =
        world.letters.next(
            4, World.SOON, r -> key.equals(new String(r.key(), StandardCharsets.UTF_8)));
    assertThat(letters)
        .extracting(l -> TopicListener.header(l, DeadLetters.REASON))
        .containsExactlyInAnyOrder(
            "the value is null",
            "case.opened.v1 has no place on this topic",
            "ce_type is \"review.tagged.v2\", which this version of Heed does not know",
            "ce_id is missing");
  }

  @Test
  void whatTheDatabaseCannotStoreIsLaidAsideAlone() {
    var poison = World.negative(UUID.randomUUID(), "a\u0000b");
    var neighbour = World.negative(UUID.randomUUID(), "fine");
    world.send(poison);
    world.send(neighbour);
    world.awaitCase(neighbour.review().id());
    var letter =
        world
            .letters
            .next(
                1,
                World.SOON,
                r ->
                    poison
                        .review()
                        .id()
                        .toString()
                        .equals(new String(r.key(), StandardCharsets.UTF_8)))
            .getFirst();
    assertThat(TopicListener.header(letter, DeadLetters.REASON))
        .startsWith("cannot be applied: SQL state 22");
  }

  @Test
  void anErasedReviewIsGoneAndItsReplayRefusedAndALaterPostStartsAnew() {
    var first = World.negative(UUID.randomUUID(), "my secret words");
    var reviewId = first.review().id();
    world.send(first);
    var id = world.awaitCase(reviewId);
    world.send(new ReviewErased(reviewId, "riga-shop", Instant.now(), World.revision()));
    await().atMost(World.SOON).until(() -> world.status(id) == 404);
    var cancelled = world.eventsUntil(id, EventType.CASE_CANCELLED).getLast();
    assertThat(cancelled.sla().status()).isEqualTo(SlaStatus.CANCELLED);
    batch.apply(List.of(new FromStream.Tagged(first)));
    assertThat(world.status(id)).isEqualTo(404);
    assertThat(search("secret words")).isZero();

    batch.apply(List.of(new FromStream.Tagged(World.negative(reviewId, "anew"))));
    assertThat(World.get(id).jsonPath().getString("sla.status")).isEqualTo("RUNNING");
    assertThat(world.eventsUntil(id, EventType.CASE_OPENED).getLast())
        .returns(3L, e -> e.sequence())
        .returns(2, e -> e.cycle());
  }

  @Test
  void aStrangersErasureHasNoEffect() {
    var review = World.negative(UUID.randomUUID(), "mine");
    var id = review.review().id();
    var gone = new ReviewErased(id, "other-shop", Instant.now(), World.revision());
    batch.apply(List.of(new FromStream.ReviewGone(gone, gone.revision())));
    batch.apply(List.of(new FromStream.Tagged(review)));
    batch.apply(List.of(new FromStream.ReviewGone(gone, World.revision())));
    assertThat(world.status(Ids.caseOf(id))).isEqualTo(200);
  }

  @Test
  void anErasedCustomerIsForgottenInWhateverOrderTheReviewsCome() {
    var customer = "c-" + UUID.randomUUID();
    var erasedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS); // as it is on the wire
    var before = of(customer, "before", erasedAt.minusSeconds(5));
    var late = of(customer, "late", erasedAt);
    var after = of(customer, "after", erasedAt.plusMillis(1));
    batch.apply(List.of(new FromStream.Tagged(before)));
    batch.apply(
        List.of(
            new FromStream.CustomerGone(new CustomerErased("riga-shop", customer, erasedAt, 1L)),
            new FromStream.Tagged(late),
            new FromStream.Tagged(after)));
    batch.apply(List.of(new FromStream.Tagged(before)));
    assertThat(world.status(Ids.caseOf(before.review().id()))).isEqualTo(404);
    assertThat(world.status(Ids.caseOf(late.review().id()))).isEqualTo(404);
    assertThat(world.status(Ids.caseOf(after.review().id()))).isEqualTo(200);
  }

  @Test
  void aRevisionThatNamesSomebodyForgottenTakesTheCaseOfAnEarlierOneWithIt() {
    var id = UUID.randomUUID();
    var customer = "c-" + UUID.randomUUID();
    var erasedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var guest = revision(id, null, "words of a guest " + id, erasedAt.minusSeconds(9));
    var named = revision(id, customer, "words with a name " + id, erasedAt.minusSeconds(5));
    var erasure = new CustomerErased("riga-shop", customer, erasedAt, 1L);
    batch.apply(List.of(new FromStream.Tagged(guest)));
    batch.apply(List.of(new FromStream.CustomerGone(erasure)));
    assertThat(world.status(Ids.caseOf(id))).isEqualTo(200);
    batch.apply(List.of(new FromStream.Tagged(named)));
    assertThat(world.status(Ids.caseOf(id))).isEqualTo(404);
    assertThat(search("words of a guest " + id)).isZero();
    assertThat(world.eventsUntil(Ids.caseOf(id), EventType.CASE_CANCELLED))
        .extracting(e -> e.sequence())
        .containsExactly(1L, 2L);

    batch.apply(List.of(new FromStream.Tagged(guest), new FromStream.Tagged(named)));
    assertThat(world.status(Ids.caseOf(id))).as("a replay changes nothing").isEqualTo(404);
    var anew = revision(id, customer, "anew", erasedAt.plusMillis(1));
    batch.apply(List.of(new FromStream.Tagged(anew)));
    assertThat(world.status(Ids.caseOf(id))).isEqualTo(200);
    batch.apply(List.of(new FromStream.Tagged(named)));
    assertThat(world.status(Ids.caseOf(id))).as("what is older takes nothing").isEqualTo(200);
  }

  @Test
  void wordsThatWereReadLongAfterTheErasureAreForgottenWithIt() {
    var customer = "c-" + UUID.randomUUID();
    var erasedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3600);
    var before = erasedAt.minusSeconds(9);
    var passedOn = UUID.randomUUID();
    var anew = UUID.randomUUID();
    for (var revision :
        List.of(
            revision(passedOn, customer, "opens a case", before),
            revision(passedOn, customer, "old " + passedOn, before),
            revision(passedOn, "c-other", "new " + passedOn, before.plusSeconds(1)),
            revision(passedOn, "c-other", "new " + passedOn, before.plusSeconds(2)),
            revision(anew, customer, "opens a case", before),
            revision(anew, customer, "old " + anew, before),
            revision(anew, customer, "new " + anew, erasedAt.plusMillis(1)))) {
      batch.apply(List.of(new FromStream.Tagged(revision)));
    }
    var erasure = new CustomerErased("riga-shop", customer, erasedAt, 1L);
    batch.apply(List.of(new FromStream.CustomerGone(erasure)));
    for (var id : List.of(passedOn, anew)) {
      assertThat(search("old " + id)).isZero();
      assertThat(search("new " + id)).as("in the case and its timeline").isEqualTo(2);
    }
  }

  @Test
  void twoCopiesThatApplyTheSameInOppositeOrderNeitherBlockNorDouble() throws Exception {
    var reviews =
        IntStream.range(0, 300)
            .mapToObj(
                i -> (FromStream) new FromStream.Tagged(World.negative(UUID.randomUUID(), "n" + i)))
            .toList();
    var threads = new ArrayList<Thread>();
    for (var copy = 0; copy < 4; copy++) {
      var order = new ArrayList<>(reviews);
      Collections.shuffle(order, new Random(copy));
      threads.add(Thread.ofPlatform().start(() -> batch.apply(order)));
    }
    for (var thread : threads) {
      thread.join();
    }
    var ids =
        reviews.stream()
            .map(r -> Ids.caseOf(((FromStream.Tagged) r).event().review().id()))
            .toList();
    assertThat(count("select count(*) from cases where id = any (?::uuid[])", ids)).isEqualTo(300);
    assertThat(count("select count(*) from timeline where case_id = any (?::uuid[])", ids))
        .isEqualTo(300);
  }

  @Test
  void tenThousandReviewsOpenTenThousandCasesAndTheSameAgainNone() {
    var reviews =
        IntStream.range(0, 10_000)
            .mapToObj(
                i -> (FromStream) new FromStream.Tagged(World.negative(UUID.randomUUID(), "n" + i)))
            .toList();
    var opening = inBatches(reviews);
    var again = inBatches(reviews);
    System.out.printf("10,000 cases opened in %d ms, told again in %d ms%n", opening, again);
    var ids =
        reviews.stream()
            .map(r -> Ids.caseOf(((FromStream.Tagged) r).event().review().id()))
            .toList();
    assertThat(count("select count(*) from cases where id = any (?::uuid[])", ids))
        .isEqualTo(10_000);
    assertThat(count("select count(*) from events where case_id = any (?::uuid[])", ids))
        .isEqualTo(10_000);
    await()
        .atMost(World.SOON)
        .until(() -> count("select count(*) from outbox where ?::text[] is not null", ids) == 0);
  }

  private long inBatches(List<FromStream> reviews) {
    var start = System.nanoTime();
    for (var i = 0; i < reviews.size(); i += 500) {
      batch.apply(reviews.subList(i, i + 500));
    }
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static ReviewTagged of(String customer, String text, Instant receivedAt) {
    return revision(UUID.randomUUID(), customer, text, receivedAt);
  }

  private static ReviewTagged revision(UUID id, String customer, String text, Instant receivedAt) {
    return Given.tagged(
        id, "riga-shop", customer, World.revision(), Label.NEGATIVE, 1, text, receivedAt);
  }

  private long search(String text) {
    return count(
        "select (select count(*) from cases c where c::text like '%' || (?::text[])[1] || '%')"
            + " + (select count(*) from timeline t where t::text like '%"
            + text
            + "%')"
            + " + (select count(*) from events e where e::text like '%"
            + text
            + "%')",
        List.of(text));
  }

  private long count(String sql, List<?> values) {
    return transactions.read(
        c -> {
          try (var statement = c.prepareStatement(sql)) {
            statement.setArray(1, Guards.texts(c, values));
            try (var rows = statement.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }
}
