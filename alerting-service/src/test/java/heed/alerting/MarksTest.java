package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.CaseChanged;
import heed.events.CaseChanged.SlaStatus;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Tags.Label;
import heed.testing.TopicListener;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
@TestProfile(MarksTest.ShortClock.class)
class MarksTest {
  /** A promise of seconds. */
  public static class ShortClock implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("heed.sla.first-response", "PT4S", "heed.cases.acknowledge-timeout", "PT1S");
    }
  }

  /** Of a mark: the next one was due before it was recorded. */
  private static final String OVERTAKEN =
      """
      exists (select from marks n where n.storefront = m.storefront and n.case_id = m.case_id
        and n.due_at > m.due_at and n.due_at < m.recorded_at)
      """;

  @Inject StreamBatch batch;
  @Inject DueMarks marks;
  @Inject @Readiness Auditor auditor;
  @Inject Transactions transactions;
  @Inject Meters meters;
  @Inject CaseSettings settings;

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void everyMarkIsToldOnceInSequenceHoweverManyCopiesRace() throws Exception {
    var cases = open(200, Instant.now());
    var second = new DueMarks(transactions, meters, settings);
    try (var copy =
            new Loop("second-copy", Duration.ofMillis(50), () -> second.tell() > 0).start();
        var third = new Loop("third-copy", Duration.ofMillis(70), () -> marks.tell() > 0).start()) {
      await().atMost(World.SOON).until(() -> told("breached", cases) == 200);
      assertThat(recorded("true", cases)).isEqualTo(200 * 3);
      // On a busy machine a mark may be told so late that the next one is due: only then is it
      // silent.
      assertThat(recorded("silent and not " + OVERTAKEN, cases)).isZero();
      var heard = hear(cases, 200 * 4 - (int) recorded("silent", cases));
      for (var id : cases) {
        toldInSequence(heard.get(id));
      }
      assertThat(copy.stopped() || third.stopped()).isFalse();
    }
    assertThat(World.get(cases.iterator().next()).jsonPath().getInt("version")).isEqualTo(1);
  }

  private static void toldInSequence(List<CaseChanged> events) {
    var types = events.stream().map(CaseChanged::type).toList();
    assertThat(types.getFirst()).isEqualTo(EventType.CASE_OPENED);
    assertThat(types.getLast()).isEqualTo(EventType.SLA_BREACHED);
    assertThat(types.subList(1, types.size() - 1))
        .hasSizeLessThanOrEqualTo(2)
        .allMatch(EventType.SLA_WARNED::equals);
    assertThat(events)
        .extracting(CaseChanged::sequence)
        .isEqualTo(LongStream.rangeClosed(1, events.size()).boxed().toList());
    var last = events.getLast();
    assertThat(last.sla().status()).isEqualTo(SlaStatus.BREACHED);
    assertThat(last.at()).isAfter(last.sla().dueAt());
    if (events.size() == 4) {
      assertThat(events.get(2).sla().status()).isEqualTo(SlaStatus.AT_RISK);
    }
  }

  @Test
  void downOverSeveralMarksOnlyTheBreachIsToldAndTheOthersAreRecorded() {
    var id = open(1, Instant.now().minusSeconds(60)).iterator().next();
    var events = world.eventsUntil(id, EventType.SLA_BREACHED);
    assertThat(events)
        .extracting(CaseChanged::type)
        .containsExactly(EventType.CASE_OPENED, EventType.SLA_BREACHED);
    var timeline = World.get(id).jsonPath();
    assertThat(timeline.getList("timeline.type"))
        .containsExactly("case.opened", "sla.warned", "sla.warned", "sla.breached");
    assertThat(timeline.getList("timeline.detail.silent")).containsExactly(null, true, true, null);
  }

  @Test
  void anAnsweredCaseIsToldOfNoMore() {
    var id = open(1, Instant.now()).iterator().next();
    World.post(id, "answer", "\"1\"", "{\"text\":\"a\",\"visibility\":\"PUBLIC\"}")
        .then()
        .statusCode(200);
    var witness = open(1, Instant.now()).iterator().next();
    world.eventsUntil(witness, EventType.SLA_BREACHED);
    // The answer may have come after a mark; none comes after the answer.
    var types = World.get(id).jsonPath().getList("timeline.type", String.class);
    assertThat(types).startsWith("case.opened").endsWith("case.answered");
    assertThat(types.subList(1, types.size() - 1)).allMatch(type -> type.startsWith("sla."));
  }

  @Test
  void anAcknowledgedCaseThatIsLeftAloneIsOpenAgain() {
    var id = open(1, Instant.now()).iterator().next();
    World.post(id, "acknowledge", "\"1\"", null).then().statusCode(200);
    world.eventsUntil(id, EventType.CASE_UNACKNOWLEDGED);
    var shown = World.get(id).jsonPath();
    assertThat(shown.getString("status")).isEqualTo("OPEN");
    assertThat(shown.getInt("version")).isEqualTo(2);
  }

  @Test
  void theDatabaseAndTheDeciderTellTheSameStatus() {
    open(3, Instant.now());
    open(3, Instant.now().minusSeconds(60));
    transactions.read(
        connection -> {
          try (var statement =
                  connection.prepareStatement(
                      "select *, date_trunc('milliseconds', statement_timestamp()) as now, sla_status(due_at, at_risk_at, answered_at, stopped_at, date_trunc('milliseconds', statement_timestamp())) as sla from cases");
              var rows = statement.executeQuery()) {
            var seen = 0;
            while (rows.next()) {
              seen++;
              assertThat(rows.getString("sla"))
                  .isEqualTo(CaseRows.one(rows).clock().status(CaseRows.at(rows, "now")).name());
            }
            assertThat(seen).isGreaterThanOrEqualTo(6);
            return true;
          }
        });
  }

  @Test
  void manyDueAtOnceAreAllToldSoonAndTheAuditorFindsNone() {
    var received = Instant.now();
    var cases = open(20_000, received);
    var due = received.plusSeconds(4);
    await().atMost(Duration.ofSeconds(90)).until(() -> told("breached", cases) == 20_000);
    System.out.printf(
        "20,000 clocks of 4 s, all due at once, all told %d ms later%n",
        Duration.between(due, Instant.now()).toMillis());
    auditor.audit();
    assertThat(meters.overdue()).isZero();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              auditor.audit();
              return meters.outboxDepth() == 0;
            });
  }

  @Test
  void theAuditorFindsABreachThatWasNeverPutDownToBeTold() {
    var id = open(1, Instant.now()).iterator().next();
    var others = overdueAfter(id, "set next_mark_at = null, due_at = clock_timestamp()");
    assertThat(
            overdueAfter(
                id, "set next_mark_at = null, due_at = clock_timestamp() - interval '2 minutes'"))
        .isEqualTo(others + 1);
    assertThat(overdueAfter(id, "set answered_at = due_at")).isEqualTo(others);
  }

  private long overdueAfter(UUID id, String change) {
    transactions.call(
        Duration.ofSeconds(10),
        connection -> {
          try (var statement =
              connection.prepareStatement("update cases " + change + " where id = ?")) {
            statement.setObject(1, id);
            return statement.executeUpdate();
          }
        });
    auditor.audit();
    return meters.overdue();
  }

  private long told(String mark, Set<UUID> cases) {
    return recorded("mark = '" + mark + "' and not silent", cases);
  }

  /** How many marks of these cases are on record of which that is so. */
  private long recorded(String where, Set<UUID> cases) {
    var sql = "select count(*) from marks m where " + where + " and case_id = any (?::uuid[])";
    return transactions.read(
        connection -> Sql.list(connection, sql, row -> row.getLong(1), cases).getFirst());
  }

  private Set<UUID> open(int count, Instant receivedAt) {
    var ids = new HashSet<UUID>();
    var items = new ArrayList<FromStream>();
    var start = System.nanoTime();
    for (var i = 0; i < count; i++) {
      var tagged =
          Given.tagged(
              UUID.randomUUID(),
              "riga-shop",
              "c-" + i,
              World.revision(),
              Label.NEGATIVE,
              1,
              "bad " + i,
              receivedAt);
      items.add(new FromStream.Tagged(tagged));
      ids.add(Ids.caseOf(tagged.review().id()));
      if (items.size() == 500 || i == count - 1) {
        batch.apply(items);
        items.clear();
      }
    }
    if (count >= 1000) {
      System.out.printf(
          "%d cases opened in %d ms%n", count, (System.nanoTime() - start) / 1_000_000);
    }
    return ids;
  }

  /** The events of these cases as they come, repeats by ce_id left out. */
  private Map<UUID, List<CaseChanged>> hear(Set<UUID> cases, int events) {
    var heard = new HashMap<UUID, List<CaseChanged>>();
    var ids = new HashSet<String>();
    while (ids.size() < events) {
      for (var record :
          world.told.next(1, World.SOON, r -> cases.contains(World.event(r).caseId()))) {
        if (ids.add(TopicListener.header(record, "ce_id"))) {
          var event = World.event(record);
          heard.computeIfAbsent(event.caseId(), id -> new ArrayList<>()).add(event);
        }
      }
    }
    return heard;
  }
}
