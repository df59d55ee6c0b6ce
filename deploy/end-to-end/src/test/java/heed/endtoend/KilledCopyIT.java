package heed.endtoend;

import static heed.events.EventType.SLA_BREACHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.CaseChanged;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.PostgresForTests;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of alerting-service; the one that sends everything is killed while it does. */
class KilledCopyIT {
  private static final int CASES = 20_000;
  private static final Duration SOON = Duration.ofSeconds(120);

  /** All clocks come due at one instant, a moment from now, with their warnings behind them. */
  private static final String DUE_AT_ONCE =
      """
      with due as materialized (
        select date_trunc('milliseconds', clock_timestamp()) + interval '5 seconds' as at)
      update cases set started_at = due.at - interval '24 hours', due_at = due.at,
        at_risk_at = due.at - interval '4 hours 48 minutes',
        marked_until = due.at - interval '4 hours 48 minutes',
        next_mark_at = due.at, next_due_at = due.at
      from due
      """;

  @TempDir static Path folder;
  private static AlertingCopy doomed;
  private static AlertingCopy other;
  private static Connection database;

  @BeforeAll
  static void start() throws Exception {
    KafkaForTests.startOnce();
    PostgresForTests.startOnce();
    // the first one there holds every lock of those who send
    doomed = AlertingCopy.start(folder.resolve("doomed.log"));
    await().atMost(SOON).until(doomed::isReady);
    other = AlertingCopy.start(folder.resolve("other.log"));
    await().atMost(SOON).until(other::isReady);
    database =
        DriverManager.getConnection(
            PostgresForTests.jdbcUrl("alerting"),
            "alerting",
            PostgresForTests.password("alerting"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (database != null) {
      database.close();
    }
    for (var copy : new AlertingCopy[] {doomed, other}) {
      if (copy != null) {
        copy.close();
      }
    }
  }

  @Test
  void everyMarkIsToldOnceThoughTheCopyThatTellsThemIsKilled() throws Exception {
    var expected = openCases();
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var listener = probe.listen(Topics.CASES_CHANGED)) {
      var due = dueAtOnce();
      var heard = new ArrayList<>(listener.next(1_000, SOON));
      doomed.kill();
      var killed = Instant.now();
      var before = count("select count(*) from marks where mark = 'breached'");
      assertThat(before).as("it was killed in the middle").isLessThan(CASES);

      var ids = ids(heard);
      while (ids.size() < CASES) {
        var more = listener.next(1, SOON);
        heard.addAll(more);
        ids.addAll(ids(more));
      }
      var done = Instant.now();
      System.out.printf(
          "%d marks due at once, two copies, one killed after %d were recorded:"
              + " all told %.1f s after they were due, %.1f s after the kill%n",
          CASES, before, seconds(due, done), seconds(killed, done));
      await().atMost(SOON).until(() -> count("select count(*) from outbox") == 0);
      heard.addAll(listener.drain(Duration.ofSeconds(1)));
      eachIsToldOnceAndNoneEarly(heard, expected, due);
    }
  }

  private static void eachIsToldOnceAndNoneEarly(
      List<ConsumerRecord<byte[], byte[]>> heard, Set<String> expected, Instant due)
      throws SQLException {
    assertThat(heard)
        .allSatisfy(
            record -> {
              assertThat(TopicListener.header(record, "ce_type"))
                  .isEqualTo(SLA_BREACHED.wireName());
              assertThat(event(record).at()).isAfter(due);
              assertThat(record.timestamp()).isGreaterThanOrEqualTo(due.toEpochMilli());
            });
    var times = heard.stream().collect(Collectors.groupingBy(KilledCopyIT::id));
    assertThat(times.keySet()).isEqualTo(expected);
    assertThat(times.values())
        .as("one crash repeats a record once at most, and as it was")
        .allSatisfy(
            same -> {
              assertThat(same).hasSizeLessThanOrEqualTo(2);
              assertThat(same).extracting(TopicListener::text).containsOnly(text(same));
            });
    System.out.printf("%d records were sent twice, under the same ce_id%n", heard.size() - CASES);
    assertThat(count("select count(*) from marks where mark = 'breached' and not silent"))
        .isEqualTo(CASES);
    assertThat(count("select count(*) from events where type = 'sla.breached.v1'"))
        .isEqualTo(CASES);
  }

  private static String text(List<ConsumerRecord<byte[], byte[]>> same) {
    return TopicListener.text(same.getFirst());
  }

  /** Opens the cases as the stream opens them; the ids under which their breaches must be told. */
  private static Set<String> openCases() {
    var expected =
        Complaints.post(KafkaForTests.bootstrapServers(), CASES).stream()
            .map(caseId -> Ids.fact(caseId, SLA_BREACHED, "1 breached").toString())
            .collect(Collectors.toSet());
    await().atMost(SOON).until(() -> count("select count(*) from cases") == CASES);
    await().atMost(SOON).until(() -> count("select count(*) from outbox") == 0);
    await().atMost(SOON).until(() -> count("select count(*) from untold") == 0);
    return expected;
  }

  private static Instant dueAtOnce() throws SQLException {
    assertThat(execute(DUE_AT_ONCE)).isEqualTo(CASES);
    try (var statement = database.createStatement();
        var row = statement.executeQuery("select max(due_at) from cases")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static Set<String> ids(List<ConsumerRecord<byte[], byte[]>> heard) {
    return heard.stream().map(KilledCopyIT::id).collect(Collectors.toCollection(HashSet::new));
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    return String.valueOf(TopicListener.header(record, "ce_id"));
  }

  private static CaseChanged event(ConsumerRecord<byte[], byte[]> record) {
    return EventJson.readCase(
        EventType.of(TopicListener.header(record, "ce_type")), record.value());
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private static int execute(String sql) throws SQLException {
    try (var statement = database.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static long count(String sql) throws SQLException {
    try (var statement = database.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
