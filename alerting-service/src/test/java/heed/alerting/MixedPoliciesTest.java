package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.CaseChanged.SlaStatus;
import heed.events.Channel;
import heed.events.Ids;
import heed.events.Product;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Thousands of cases of forty days, through the real service and its database. */
@QuarkusTest
@OnTheWire
class MixedPoliciesTest {
  private static final int CASES = 3000;
  private static final int ACTED = 120;
  private static final long SEED = 40;
  private static final String ROUTING =
      """
      defaultTeam: front
      defaultPolicy: day
      teams:
        - {id: front, name: Front, language: en, timeZone: UTC}
        - {id: riga, name: Riga, language: lv, timeZone: Europe/Riga, calendar: riga}
      calendars:
        - id: riga
          timeZone: Europe/Riga
          week:
            MON: [09:00-12:00, 13:00-17:00]
            TUE: [09:00-17:00]
            WED: [09:00-17:00]
            THU: [09:00-17:00]
            FRI: [09:00-15:00]
      policies:
        - {id: day, firstResponse: PT24H}
        - id: chain
          firstResponse: PT8H
          nextResponse: PT4H
          resolution: PT300H
          escalation:
            - {after: PT-1H, to: TEAM}
            - {after: PT0S, to: LEAD}
            - {after: PT8H, to: MANAGER}
        - {id: long, firstResponse: PT500H, warnAt: [0.1]}
      rules:
        - {name: chain, when: {product: p1}, team: riga, policy: chain}
        - {name: long, when: {product: p2}, policy: long}
        - {name: Riga, when: {product: p3}, team: riga}
      """;

  @Inject StreamBatch batch;
  @Inject Transactions transactions;
  @Inject Meters meters;
  @Inject @Readiness Auditor auditor;

  private final String storefront = "mixed-" + UUID.randomUUID();

  @AfterEach
  void forgetTheRouting() {
    RoutingTest.forget(transactions);
  }

  @Test
  void everyMarkIsOneFactEachBreachIsToldOnceAndTheSumsAddUp() {
    World.asTest()
        .contentType("application/yaml")
        .header("If-Match", World.asTest().get("/v1/routing").header("ETag"))
        .body(ROUTING.getBytes(StandardCharsets.UTF_8))
        .put("/v1/routing")
        .then()
        .statusCode(200);
    var ids = open();
    act(ids);
    // clocks go on meanwhile: what falls due between two looks is told at the next
    await().atMost(Duration.ofSeconds(90)).untilAsserted(this::everythingAddsUp);
  }

  private void everythingAddsUp() {
    assertThat(count("select count(*) from cases where next_mark_at < clock_timestamp()")).isZero();
    auditor.audit();
    assertThat(meters.overdue()).isZero();
    var sums = everyCaseToldWhatItsClocksSay();
    var breached = sums.getOrDefault(SlaStatus.BREACHED, 0);
    assertThat(
            count(
                "select count(*) from events where type = 'sla.breached.v1'"
                    + " and data::jsonb ->> 'clock' is null"))
        .isEqualTo((long) breached);
    theReportCountsEachCaseOnce(
        sums, World.asTest().get("/v1/sla?window=90d&storefront=" + storefront).jsonPath());
  }

  private void theReportCountsEachCaseOnce(Map<SlaStatus, Integer> sums, JsonPath report) {
    var running = sums.getOrDefault(SlaStatus.RUNNING, 0) + sums.getOrDefault(SlaStatus.AT_RISK, 0);
    assertThat(report.getInt("met")).isEqualTo(sums.getOrDefault(SlaStatus.MET, 0));
    assertThat(report.getInt("breached")).isEqualTo(sums.getOrDefault(SlaStatus.BREACHED, 0));
    assertThat(report.getInt("cancelled")).isEqualTo(sums.getOrDefault(SlaStatus.CANCELLED, 0));
    assertThat(report.getInt("running")).isEqualTo(running);
    assertThat(
            report.getInt("met")
                + report.getInt("breached")
                + report.getInt("cancelled")
                + report.getInt("running"))
        .isEqualTo(CASES);
    for (var outcome : List.of("met", "breached", "cancelled", "running")) {
      assertThat(report.getList("teams." + outcome, Integer.class).stream().mapToInt(i -> i).sum())
          .isEqualTo(report.getInt(outcome));
    }
  }

  /**
   * The marks on record are those of the clocks, and the last event tells how the promise stands.
   */
  private Map<SlaStatus, Integer> everyCaseToldWhatItsClocksSay() {
    return transactions.read(
        connection -> {
          var now = Transactions.now(connection);
          Map<SlaStatus, Integer> sums = new EnumMap<>(SlaStatus.class);
          var marks = marks(connection);
          try (var statement =
              connection.prepareStatement(
                  """
                  select c.*, (select data::jsonb -> 'sla' ->> 'status' from events e
                    where e.case_id = c.id order by sequence desc limit 1) as told
                  from cases c where storefront = ?
                  """)) {
            statement.setString(1, storefront);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                sums.merge(check(rows, now, marks), 1, Integer::sum);
              }
            }
          }
          return sums;
        });
  }

  private static SlaStatus check(ResultSet row, Instant now, Map<UUID, List<String>> marks)
      throws SQLException {
    var c = CaseRows.one(row);
    var status = c.clock().status(now);
    var told = marks.getOrDefault(c.id(), List.of());
    assertThat(told).doesNotHaveDuplicates();
    assertThat(told.contains("1 breached")).isEqualTo(status == SlaStatus.BREACHED);
    assertThat(SlaStatus.valueOf(row.getString("told"))).isEqualTo(status);
    assertThat(c.marksAhead()).noneMatch(m -> m.due(now));
    assertThat(c.marksAhead()).noneMatch(m -> told.contains(c.cycle() + " " + m.name()));
    return status;
  }

  private Map<UUID, List<String>> marks(Connection connection) throws SQLException {
    var marks = new HashMap<UUID, List<String>>();
    try (var statement = connection.prepareStatement("select * from marks where storefront = ?")) {
      statement.setString(1, storefront);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          assertThat(CaseRows.at(rows, "recorded_at")).isAfter(CaseRows.at(rows, "due_at"));
          marks
              .computeIfAbsent(rows.getObject("case_id", UUID.class), id -> new ArrayList<>())
              .add(rows.getInt("cycle") + " " + rows.getString("mark"));
        }
      }
    }
    return marks;
  }

  private List<UUID> open() {
    var random = new SplittableRandom(SEED);
    var now = Instant.now();
    var items = new ArrayList<FromStream>();
    var ids = new ArrayList<UUID>();
    for (var i = 0; i < CASES; i++) {
      // the last ones have just come, so that some clocks still run
      var age = i < CASES - ACTED ? random.nextLong(Duration.ofDays(40).toMillis()) : 0;
      var review = review("p" + random.nextInt(4), now.minusMillis(age));
      items.add(new FromStream.Tagged(review));
      ids.add(Ids.caseOf(review.review().id()));
    }
    batch.apply(items);
    assertThat(new HashSet<>(ids)).hasSize(CASES);
    return ids;
  }

  private ReviewTagged review(String product, Instant at) {
    var id = UUID.randomUUID();
    var tagged = Given.tagged(id, storefront, null, World.revision(), Label.NEGATIVE, 1, "bad", at);
    var r = tagged.review();
    return new ReviewTagged(
        new Review(
            id,
            storefront,
            r.externalId(),
            new Product(product, "Kettle"),
            null,
            null,
            Channel.STOREFRONT,
            r.rating(),
            null,
            null,
            r.text(),
            "lv",
            "LV",
            at,
            at),
        tagged.revision(),
        tagged.tags());
  }

  /** People answer some of the fresh cases, resolve and reopen others. */
  private static void act(List<UUID> ids) {
    var answer = "{\"text\":\"sorry\",\"visibility\":\"PUBLIC\"}";
    for (var i = CASES - ACTED; i < CASES; i++) {
      var id = ids.get(i);
      switch (i % 4) {
        case 0 -> World.post(id, "answer", etag(id), answer).then().statusCode(200);
        case 1 ->
            World.post(id, "resolve", etag(id), "{\"resolution\":\"x\"}").then().statusCode(200);
        case 2 -> {
          World.post(id, "resolve", etag(id), "{\"resolution\":\"x\"}").then().statusCode(200);
          World.post(id, "reopen", etag(id), "{\"reason\":\"x\"}").then().statusCode(200);
        }
        default -> World.post(id, "acknowledge", etag(id), null).then().statusCode(200);
      }
    }
  }

  private static String etag(UUID id) {
    return World.get(id).header("ETag");
  }

  private long count(String sql) {
    return transactions.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  sql + (sql.contains("where") ? " and" : " where") + " storefront = ?")) {
            statement.setString(1, storefront);
            try (var row = statement.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }
}
