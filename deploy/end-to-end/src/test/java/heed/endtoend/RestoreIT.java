package heed.endtoend;

import static heed.endtoend.Rehearsal.DATABASES;
import static heed.endtoend.Rehearsal.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.EventType;
import heed.events.Ids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator does on the worst day, done: docs/backup.md step by step, with its own scripts.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestoreIT {
  private static final String SHOP = "restored-shop";

  @TempDir static Path folder;
  private static Rehearsal heed;

  @BeforeAll
  static void start() throws Exception {
    heed = new Rehearsal(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    heed.close();
  }

  @Test
  @Order(1)
  void aCopyRefusesAnOlderSchemaAndAJobMigratesAndEnds() throws Exception {
    var log = folder.resolve("refused.log");
    assertThat(heed.start("alerting", Map.of(), log).exitCode(SOON)).isNotZero();
    assertThat(Files.readString(log)).contains("Migrations have failed validation");
    assertThat(heed.count("alerting", "select count(*) from pg_tables where tablename = 'cases'"))
        .isZero();
    for (var database : DATABASES) {
      var job =
          Map.of(
              "QUARKUS_INIT_AND_EXIT",
              "true",
              "QUARKUS_FLYWAY_MIGRATE_AT_START",
              "true",
              "QUARKUS_FLYWAY_VALIDATE_AT_START",
              "false");
      assertThat(heed.start(database, job, folder.resolve(database + "-job.log")).exitCode(SOON))
          .isZero();
      assertThat(
              heed.count(database, "select count(*) from flyway_schema_history where not success"))
          .isZero();
      assertThat(heed.count(database, "select count(*) from flyway_schema_history")).isPositive();
    }
  }

  @Test
  @Order(2)
  void nothingIsLostAndNothingIsToldAnewWhenTheDatabaseGoesBackInTime() throws Exception {
    var archive = new Archive(folder.resolve("archive"));
    archive.keepLogOf(heed.postgres());
    heed.startCopies();
    List<UUID> reviews;
    Instant moment;
    UUID kept;
    UUID forgotten;
    try (var stream = new Complaining(heed.bootstrapServers(), SHOP)) {
      await().atMost(SOON).until(() -> heed.cases() > 300);
      archive.takeBase(heed.postgres(), folder.resolve("postgres/data"));
      kept = Ids.caseOf(stream.posted().get(0));
      heed.act(kept, "answer", "{\"text\": \"We are sorry.\", \"visibility\": \"PUBLIC\"}");
      moment = heed.now();
      Archive.mark(heed.postgres(), "the-last-good-moment");
      var casesThen = heed.cases();

      forgotten = Ids.caseOf(stream.posted().get(1));
      heed.act(forgotten, "acknowledge", "{}");
      heed.act(forgotten, "notes", "{\"text\": \"Call her.\"}");
      await().atMost(SOON).until(() -> heed.cases() > casesThen + 300);
      reviews = stream.stop();
    }
    await()
        .atMost(SOON)
        .until(() -> heed.cases() == reviews.size() && heed.facts() == reviews.size());
    await().atMost(SOON).until(() -> heed.count("alerting", "select count(*) from outbox") == 0);
    await().atMost(SOON).until(() -> heed.standing(forgotten).equals("ACKNOWLEDGED"));
    var toldBefore = heed.told();
    heed.stopCopies();
    archive.keepTheRest(heed.postgres());
    heed.postgres().close();

    heed.moveTo(
        archive.restore(
            folder.resolve("postgres"),
            folder.resolve("restored"),
            "the-last-good-moment",
            DATABASES));
    assertThat(heed.cases()).as("the database went back").isLessThan(reviews.size());
    assertThat(heed.count("alerting", "select count(*) from cases where status = 'ANSWERED'"))
        .isOne();
    var since = moment.minus(Duration.ofMinutes(15));
    heed.windBack(since);
    heed.runOnAlerting(since);
    everyShardIsTheOneOfItsCase();
    heed.startCopies();
    await()
        .atMost(SOON)
        .until(() -> heed.cases() == reviews.size() && heed.facts() == reviews.size());
    await().atMost(SOON).until(() -> heed.count("alerting", "select count(*) from outbox") == 0);
    heed.runOnAlerting(since);
    await().atMost(SOON).until(() -> heed.count("alerting", "select count(*) from outbox") == 0);

    wholeAgain(reviews);
    whatWasForgottenIsForgottenByAll(kept, forgotten);
    nothingHasANewNameButWhatIsNew(toldBefore, reviews, forgotten);
    lifeGoesOn(reviews.size());
  }

  /** Counted from the facts it is the same, and both services say the same of the clocks. */
  private static void wholeAgain(List<UUID> reviews) throws Exception {
    await()
        .atMost(SOON)
        .until(
            () ->
                heed.count("metrics", "select count(*) from reviews where case_id is not null")
                    == reviews.size());
    var cursor = "";
    do {
      var page = heed.metrics().get("/v1/recount?storefront=" + SHOP + cursor);
      assertThat(page.get("differences")).isEmpty();
      cursor =
          page.path("nextCursor").isTextual() ? "&cursor=" + page.get("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    var query = "?window=24h&storefront=" + SHOP;
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var kpis = heed.metrics().get("/v1/kpis" + query).get("sla");
              var report = heed.alerting().get("/v1/sla" + query);
              for (var figure : List.of("met", "breached", "running", "cancelled")) {
                assertThat(kpis.get(figure)).as(figure).isEqualTo(report.get(figure));
              }
              assertThat(kpis.get("met").asInt()).isOne();
              assertThat(kpis.get("running").asInt()).isEqualTo(reviews.size() - 1);
            });
  }

  private static void whatWasForgottenIsForgottenByAll(UUID kept, UUID forgotten) throws Exception {
    assertThat(heed.alerting().get("/v1/cases/" + forgotten).get("status").asText())
        .isEqualTo("OPEN");
    assertThat(heed.standing(forgotten)).isEqualTo("OPEN");
    assertThat(heed.alerting().get("/v1/cases/" + kept).get("status").asText())
        .isEqualTo("ANSWERED");
    assertThat(heed.standing(kept)).isEqualTo("ANSWERED");
    await()
        .atMost(SOON)
        .until(() -> heed.count("metrics", "select count(*) from public_answers") == 1);
  }

  private static void nothingHasANewNameButWhatIsNew(
      Map<UUID, String> before, List<UUID> reviews, UUID forgotten) throws Exception {
    assertThat(heed.told()).as("told again under the same ids only").isEqualTo(before);
    assertThat(before.values().stream().filter(EventType.CASE_OPENED.wireName()::equals))
        .hasSize(reviews.size());
    heed.act(forgotten, "acknowledge", "{}");
    heed.act(forgotten, "notes", "{\"text\": \"She was called.\"}");
    await().atMost(SOON).until(() -> heed.standing(forgotten).equals("ACKNOWLEDGED"));
    var anew = new HashSet<>(heed.told().keySet());
    anew.removeAll(before.keySet());
    assertThat(anew).as("a new act is no repetition of a forgotten one").hasSize(2);
  }

  private static void lifeGoesOn(int reviews) throws Exception {
    try (var stream = new Complaining(heed.bootstrapServers(), SHOP)) {
      await().atMost(SOON).until(() -> stream.posted().size() >= 50);
      var all = reviews + stream.stop().size();
      await().atMost(SOON).until(() -> heed.cases() == all && heed.facts() == all);
    }
  }

  private static void everyShardIsTheOneOfItsCase() throws SQLException {
    try (var session = heed.session("alerting");
        var statement = session.createStatement();
        var rows =
            statement.executeQuery(
                "select case_id, shard from outbox join events on id = event_id")) {
      int seen = 0;
      for (; rows.next(); seen++) {
        var expected = Math.floorMod(rows.getObject(1, UUID.class).hashCode(), 16);
        assertThat(rows.getInt(2)).isEqualTo(expected);
      }
      assertThat(seen).isGreaterThan(100);
    }
  }
}
