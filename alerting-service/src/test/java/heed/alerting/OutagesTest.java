package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.door.Refusal;
import heed.events.CaseChanged;
import heed.events.EventType;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.PostgresForTests;
import heed.testing.TopicListener;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
class OutagesTest {
  @Inject Transactions transactions;
  @Inject StreamBatch batch;

  private World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aTransactionThatTimesOutWritesNothingBeforeOrAfter() {
    var storefront = "timeout-" + UUID.randomUUID();
    assertThatThrownBy(
            () ->
                transactions.call(
                    Duration.ofSeconds(1),
                    connection -> {
                      insert(connection, storefront);
                      sleepInDatabase();
                      insert(connection, storefront);
                      return true;
                    }))
        .isInstanceOf(RuntimeException.class)
        .matches(Failures::tookTooLong, "known as one that took too long");
    assertThat(outcomes(storefront)).isZero();
  }

  @Test
  void whoeverWaitsIsToldWhenItTookTooLong() {
    assertThatThrownBy(
            () ->
                transactions.answer(
                    Duration.ofSeconds(1),
                    connection -> {
                      sleepInDatabase();
                      insert(connection, "too-long");
                      return true;
                    }))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal.headers()).containsEntry("Retry-After", "5");
            });
  }

  @Test
  void theDatabaseGoesAndComesAndNothingIsLost() throws Exception {
    var before = world.openCase("before");
    PostgresForTests.killPostgres();
    var during = World.negative(UUID.randomUUID(), "during");
    world.send(during);
    assertThat(world.status(before)).isEqualTo(503);
    PostgresForTests.restartPostgres();
    var id = world.awaitCase(during.review().id());
    assertThat(world.eventsUntil(id, EventType.CASE_OPENED)).hasSize(1);
    assertThat(world.status(before)).isEqualTo(200);
  }

  @Test
  void theBrokerGoesAndComesAndWhatPeopleDidMeanwhileIsTold() throws Exception {
    var id = world.openCase("before");
    world.eventsUntil(id, EventType.CASE_OPENED);
    KafkaForTests.stopBroker();
    World.post(id, "acknowledge", "\"1\"", null).then().statusCode(200);
    World.post(id, "answer", "\"2\"", "{\"text\":\"a\",\"visibility\":\"PUBLIC\"}")
        .then()
        .statusCode(200);
    KafkaForTests.restartBroker();
    assertThat(world.eventsUntil(id, EventType.CASE_ANSWERED))
        .extracting(CaseChanged::sequence)
        .containsExactly(2L, 3L);
  }

  @Test
  void replayingTheWholeTopicChangesNothing() {
    var cases = new ArrayList<UUID>();
    for (var i = 0; i < 20; i++) {
      cases.add(world.openCase("case " + i));
    }
    var before = everything();
    var stored = new ArrayList<FromStream>();
    try (var all = world.probe.listenFromStart(Topics.REVIEWS_TAGGED)) {
      for (var record : all.next(20, World.SOON)) {
        try {
          stored.add(FromStream.read(record));
        } catch (heed.events.MalformedRecord e) {
          // left by another test
        }
      }
      for (var record : all.drain(Duration.ofSeconds(2))) {
        try {
          stored.add(FromStream.read(record));
        } catch (heed.events.MalformedRecord e) {
          // left by another test
        }
      }
    }
    for (var item : stored) {
      try {
        batch.apply(List.of(item));
      } catch (RuntimeException e) {
        assertThat(Failures.passing(e)).isFalse(); // the poison of another test
      }
    }
    assertThat(stored.size()).isGreaterThanOrEqualTo(20);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void anotherCopyTakesTheShardsOverWhenTheirHolderDies() throws Exception {
    var id = world.openCase("before");
    world.eventsUntil(id, EventType.CASE_OPENED);
    endSessions("heed-outbox");
    World.post(id, "acknowledge", "\"1\"", null).then().statusCode(200);
    assertThat(world.eventsUntil(id, EventType.CASE_ACKNOWLEDGED))
        .extracting(CaseChanged::sequence)
        .containsExactly(2L);
  }

  @Test
  void twoCopiesNeverHoldTheSameShard() throws Exception {
    var url = PostgresForTests.jdbcUrl("metrics"); // a database without a relay of the service
    var password = PostgresForTests.password("metrics");
    try (var one = ShardLocks.open(url, "metrics", password, ShardLocks.OUTBOX, Journal.shards());
        var two = ShardLocks.open(url, "metrics", password, ShardLocks.OUTBOX, Journal.shards())) {
      for (var i = 0; i < 20; i++) {
        one.claim();
        two.claim();
      }
      assertThat(one.held()).doesNotContainAnyElementsOf(two.held());
      assertThat(one.held().size() + two.held().size()).isEqualTo(Journal.shards());
      one.close();
      Awaitility.await()
          .atMost(World.SOON)
          .until(
              () -> {
                two.claim();
                return two.held().size() == Journal.shards();
              });
    }
  }

  @Test
  void whatIsSentAgainHasTheSameId() throws Exception {
    var id = world.openCase("again");
    var first = world.told.next(1, World.SOON, r -> World.event(r).caseId().equals(id)).getFirst();
    // Its row goes once the broker has acknowledged it, which may be after it is heard.
    Awaitility.await().atMost(World.SOON).until(() -> waiting(id) == 0);
    transactions.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "insert into outbox (event_id, shard) select id, ? from events where case_id = ? on conflict do nothing")) {
            statement.setInt(1, Journal.shard(id));
            statement.setObject(2, id);
            return statement.executeUpdate();
          }
        });
    var again = world.told.next(1, World.SOON, r -> World.event(r).caseId().equals(id)).getFirst();
    assertThat(TopicListener.header(again, "ce_id"))
        .isEqualTo(TopicListener.header(first, "ce_id"));
    assertThat(again.value()).isEqualTo(first.value());
  }

  private long waiting(UUID caseId) {
    return transactions.read(
        connection ->
            Sql.list(
                    connection,
                    "select count(*) from outbox join events on id = event_id where case_id = ?",
                    row -> row.getLong(1),
                    caseId)
                .getFirst());
  }

  private static void sleepInDatabase() {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("select pg_sleep(2.5)");
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static java.sql.Connection connect() throws java.sql.SQLException {
    return DriverManager.getConnection(
        PostgresForTests.jdbcUrl("alerting"), "alerting", PostgresForTests.password("alerting"));
  }

  private static void insert(java.sql.Connection connection, String storefront)
      throws java.sql.SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into outcomes (storefront, team, started_at, due_at) values (?, 'x', now(), now())")) {
      statement.setString(1, storefront);
      statement.executeUpdate();
    }
  }

  private static long outcomes(String storefront) {
    try (var connection = connect();
        var statement =
            connection.prepareStatement("select count(*) from outcomes where storefront = ?")) {
      statement.setString(1, storefront);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void endSessions(String application) throws Exception {
    try (var connection = connect();
        var statement =
            connection.prepareStatement(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?")) {
      statement.setString(1, application);
      statement.execute();
    }
  }

  /**
   * Without the thousands of cases that a test of policies leaves behind: their clocks run on, and
   * tell while the topic is replayed.
   */
  private String everything() {
    return transactions.read(
        connection ->
            Sql.list(
                    connection,
                    """
                    select concat_ws(' ', count(*), sum(version), sum(sequence),
                      (select count(*) from timeline where storefront not like 'mixed-%'),
                      (select count(*) from events where storefront not like 'mixed-%'))
                    from cases where storefront not like 'mixed-%'
                    """,
                    row -> row.getString(1))
                .getFirst());
  }
}
