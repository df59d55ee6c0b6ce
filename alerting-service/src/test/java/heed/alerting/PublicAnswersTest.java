package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import heed.events.AnswerPublished;
import heed.events.AnswerWithdrawn;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.ReviewErased;
import heed.events.Topics;
import heed.testing.TopicListener;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What anybody may read of a case leaves on a topic of its own, and is called back. */
@QuarkusTest
@OnTheWire
class PublicAnswersTest {
  @Inject Transactions transactions;
  @Inject AnswersSweep sweep;
  private final World world = new World();
  private final TopicListener answers = world.probe.listen(Topics.ANSWERS_PUBLISHED);

  @AfterEach
  void close() {
    answers.close();
    world.close();
  }

  @Test
  void onlyPublicAnswersLeaveWithTheirTextAndOnce() {
    var reviewId = UUID.randomUUID();
    world.send(World.negative(reviewId, "broken"));
    var id = world.awaitCase(reviewId);
    post(id, "notes", 1, "{\"text\":\"a note for us\"}");
    post(id, "answer", 2, "{\"text\":\"between us\",\"visibility\":\"INTERNAL\"}");
    post(id, "answer", 3, "{\"text\":\"Ļoti atvainojamies!\",\"visibility\":\"PUBLIC\"}");
    post(
        id,
        "resolve",
        4,
        "{\"resolution\":\"sent\",\"answer\":{\"text\":\"A new one is on its way\",\"visibility\":\"PUBLIC\"}}");
    var both = answers.next(2, World.SOON, r -> key(r).equals(reviewId));
    assertThat(both).hasSize(2);
    assertThat(published(both.getFirst()))
        .returns(reviewId, AnswerPublished::reviewId)
        .returns(id, AnswerPublished::caseId)
        .returns("riga-shop", AnswerPublished::storefront)
        .returns("Ļoti atvainojamies!", AnswerPublished::text)
        .returns("lv", AnswerPublished::language);
    var second = both.getLast();
    assertThat(published(second).text()).isEqualTo("A new one is on its way");
    assertThat(TopicListener.text(second)).doesNotContain("c-" + reviewId);
    await().atMost(World.SOON).until(() -> waiting(id) == 0);
    assertThat(world.eventsUntil(id, EventType.CASE_RESOLVED))
        .noneSatisfy(e -> assertThat(e.toString()).contains("atvainojamies"));
  }

  @Test
  void anErasureCallsBackWhatWasSaid() {
    var reviewId = UUID.randomUUID();
    world.send(World.negative(reviewId, "broken"));
    var id = world.awaitCase(reviewId);
    post(id, "answer", 1, "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}");
    var answer = published(next(reviewId));
    world.send(new ReviewErased(reviewId, "riga-shop", Instant.now(), World.revision()));
    var gone = EventJson.read(next(reviewId).value(), AnswerWithdrawn.class);
    assertThat(gone.at()).isAfterOrEqualTo(answer.at());
    assertThat(gone.caseId()).isEqualTo(id);
  }

  @Test
  void anErasedCustomerWhoWroteAnewKeepsOnlyWhatWasSaidSince() {
    var reviewId = UUID.randomUUID();
    var first = World.negative(reviewId, "broken");
    world.send(first);
    var id = world.awaitCase(reviewId);
    post(id, "answer", 1, "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}");
    var answer = published(next(reviewId));
    var erasedAt = answer.at().plusMillis(1);
    await().atMost(World.SOON).until(() -> Instant.now().isAfter(erasedAt.plusMillis(1)));
    world.send(World.negative(reviewId, "still broken"));
    await()
        .atMost(World.SOON)
        .until(() -> World.get(id).jsonPath().getString("text").equals("still broken"));
    world.send(new CustomerErased("riga-shop", "c-" + reviewId, erasedAt, 1L));
    var gone = EventJson.read(next(reviewId).value(), AnswerWithdrawn.class);
    assertThat(gone.at()).isEqualTo(answer.at());
    assertThat(world.status(id)).isEqualTo(200);
  }

  @Test
  void aCaseThatWasNeverAnsweredInPublicCallsNothingBack() {
    var quiet = UUID.randomUUID();
    world.send(World.negative(quiet, "broken"));
    var id = world.awaitCase(quiet);
    world.send(new ReviewErased(quiet, "riga-shop", Instant.now(), World.revision()));
    await().atMost(World.SOON).until(() -> world.status(id) == 404);
    assertThat(waiting(id)).isZero();
    var loud = UUID.randomUUID();
    world.send(World.negative(loud, "broken"));
    post(world.awaitCase(loud), "answer", 1, "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}");
    var heard = answers.next(1, World.SOON, r -> key(r).equals(quiet) || key(r).equals(loud));
    assertThat(heard).extracting(PublicAnswersTest::key).containsOnly(loud);
  }

  /** Such a copy writes the timeline and knows of nothing else. */
  @Test
  void whatACopyFromBeforeAnsweredIsToldOnce() {
    var reviewId = UUID.randomUUID();
    world.send(World.negative(reviewId, "broken"));
    var id = world.awaitCase(reviewId);
    post(id, "answer", 1, "{\"text\":\"between us\",\"visibility\":\"INTERNAL\"}");
    post(id, "answer", 2, "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}");
    var first = next(reviewId);
    await().atMost(World.SOON).until(() -> waiting(id) == 0);
    transactions.call(
        World.SOON,
        c -> {
          try (var statement = c.prepareStatement("delete from answers_told where answer_id = ?")) {
            statement.setObject(1, published(first).answerId());
            return statement.executeUpdate();
          }
        });
    sweep.tell();
    var again = next(reviewId);
    assertThat(published(again)).isEqualTo(published(first));
    assertThat(TopicListener.header(again, "ce_id"))
        .isEqualTo(TopicListener.header(first, "ce_id"));
    assertThat(sweep.tell()).isZero();
  }

  /** Undone at once, so that nothing is told twice here. */
  @Test
  void whatWasAnsweredBeforeThereWasATopicIsToldByTheMigration() {
    var reviewId = UUID.randomUUID();
    world.send(World.negative(reviewId, "broken"));
    var id = world.awaitCase(reviewId);
    post(id, "answer", 1, "{\"text\":\"between us\",\"visibility\":\"INTERNAL\"}");
    post(id, "answer", 2, "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}");
    var now = published(next(reviewId));
    await().atMost(World.SOON).until(() -> waiting(id) == 0);
    assertThatThrownBy(
            () ->
                transactions.read(
                    c -> {
                      try (var statement = c.createStatement()) {
                        statement.execute(fromBefore());
                        var rows =
                            statement.executeQuery(
                                "select data from answers_outbox where case_id = '" + id + "'");
                        assertThat(rows.next()).isTrue();
                        var told = rows.getString(1).getBytes(StandardCharsets.UTF_8);
                        assertThat(EventJson.read(told, AnswerPublished.class)).isEqualTo(now);
                        assertThat(rows.next()).isFalse();
                        throw new IllegalStateException("undone");
                      }
                    }))
        .hasStackTraceContaining("undone");
  }

  private static String fromBefore() throws java.sql.SQLException {
    try (var in =
        PublicAnswersTest.class.getResourceAsStream(
            "/db/migration/V40__public_answers_leave.sql")) {
      var sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return sql.substring(sql.indexOf("insert into answers_outbox"));
    } catch (java.io.IOException e) {
      throw new java.sql.SQLException(e);
    }
  }

  private static void post(UUID id, String act, int version, String body) {
    World.post(id, act, "\"" + version + "\"", body).then().statusCode(200);
  }

  private ConsumerRecord<byte[], byte[]> next(UUID reviewId) {
    return answers.next(1, World.SOON, r -> key(r).equals(reviewId)).getFirst();
  }

  private static UUID key(ConsumerRecord<byte[], byte[]> heard) {
    return UUID.fromString(new String(heard.key(), StandardCharsets.UTF_8));
  }

  private static AnswerPublished published(ConsumerRecord<byte[], byte[]> heard) {
    assertThat(TopicListener.header(heard, "ce_type")).isEqualTo("answer.published.v1");
    return EventJson.read(heard.value(), AnswerPublished.class);
  }

  private long waiting(UUID caseId) {
    return transactions.read(
        c -> {
          try (var statement =
              c.prepareStatement("select count(*) from answers_outbox where case_id = ?")) {
            statement.setObject(1, caseId);
            try (var rows = statement.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }
}
