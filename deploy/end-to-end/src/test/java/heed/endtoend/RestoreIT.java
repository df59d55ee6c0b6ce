package heed.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import heed.embedded.BrokerProcess;
import heed.embedded.EmbeddedPostgres;
import heed.embedded.FreePort;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Topics;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private static final Duration SOON = Duration.ofSeconds(180);
  private static final String SHOP = "restored-shop";
  private static final List<String> DATABASES = List.of("alerting", "metrics");

  @TempDir static Path folder;
  private static BrokerProcess broker;
  private static EmbeddedPostgres postgres;
  private static final List<ServiceCopy> copies = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    broker =
        BrokerProcess.launch(
            folder.resolve("kafka"),
            FreePort.find(),
            folder.resolve("broker.log"),
            List.of(),
            List.of());
    postgres = EmbeddedPostgres.start(folder.resolve("postgres"), 0, DATABASES);
    broker.awaitReady(SOON);
  }

  @AfterAll
  static void stop() throws Exception {
    stopCopies();
    postgres.close();
    broker.close();
  }

  @Test
  @Order(1)
  void aCopyRefusesAnOlderSchemaAndAJobMigratesAndEnds() throws Exception {
    var log = folder.resolve("refused.log");
    assertThat(start("alerting", Map.of(), log).exitCode(SOON)).isNotZero();
    assertThat(Files.readString(log)).contains("Migrations have failed validation");
    assertThat(count("alerting", "select count(*) from pg_tables where tablename = 'cases'"))
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
      assertThat(start(database, job, folder.resolve(database + "-job.log")).exitCode(SOON))
          .isZero();
      assertThat(count(database, "select count(*) from flyway_schema_history where not success"))
          .isZero();
      assertThat(count(database, "select count(*) from flyway_schema_history")).isPositive();
    }
    copies.clear();
  }

  @Test
  @Order(2)
  void nothingIsLostAndNothingIsToldAnewWhenTheDatabaseGoesBackInTime() throws Exception {
    var archive = new Archive(folder.resolve("archive"));
    archive.keepLogOf(postgres);
    startCopies();
    List<UUID> reviews;
    Instant moment;
    UUID kept;
    UUID forgotten;
    try (var stream = new Complaining(broker.bootstrapServers(), SHOP)) {
      await().atMost(SOON).until(() -> cases() > 300);
      archive.takeBase(postgres, folder.resolve("postgres/data"));
      kept = Ids.caseOf(stream.posted().get(0));
      act(kept, "answer", "{\"text\": \"We are sorry.\", \"visibility\": \"PUBLIC\"}");
      moment = now();
      Archive.mark(postgres, "the-last-good-moment");
      var casesThen = cases();

      forgotten = Ids.caseOf(stream.posted().get(1));
      act(forgotten, "acknowledge", "{}");
      act(forgotten, "notes", "{\"text\": \"Call her.\"}");
      await().atMost(SOON).until(() -> cases() > casesThen + 300);
      reviews = stream.stop();
    }
    await().atMost(SOON).until(() -> cases() == reviews.size() && facts() == reviews.size());
    await().atMost(SOON).until(() -> count("alerting", "select count(*) from outbox") == 0);
    await().atMost(SOON).until(() -> standing(forgotten).equals("ACKNOWLEDGED"));
    var toldBefore = told();
    stopCopies();
    archive.keepTheRest(postgres);
    postgres.close();

    postgres =
        archive.restore(
            folder.resolve("postgres"),
            folder.resolve("restored"),
            "the-last-good-moment",
            DATABASES);
    assertThat(cases()).as("the database went back").isLessThan(reviews.size());
    assertThat(count("alerting", "select count(*) from cases where status = 'ANSWERED'")).isOne();
    windBack(moment.minus(Duration.ofMinutes(15)));
    runOnAlerting(moment.minus(Duration.ofMinutes(15)));
    everyShardIsTheOneOfItsCase();
    startCopies();
    await().atMost(SOON).until(() -> cases() == reviews.size() && facts() == reviews.size());
    await().atMost(SOON).until(() -> count("alerting", "select count(*) from outbox") == 0);
    runOnAlerting(moment.minus(Duration.ofMinutes(15)));
    await().atMost(SOON).until(() -> count("alerting", "select count(*) from outbox") == 0);

    wholeAgain(reviews);
    whatWasForgottenIsForgottenByAll(kept, forgotten);
    nothingHasANewNameButWhatIsNew(toldBefore, reviews, forgotten);
    lifeGoesOn(reviews.size());
  }

  /** Counted from the facts it is the same, and both services say the same of the clocks. */
  private static void wholeAgain(List<UUID> reviews) throws Exception {
    var cursor = "";
    do {
      var page = metrics().get("/v1/recount?storefront=" + SHOP + cursor);
      assertThat(page.get("differences")).isEmpty();
      cursor =
          page.path("nextCursor").isTextual() ? "&cursor=" + page.get("nextCursor").asText() : "";
    } while (!cursor.isEmpty());
    assertThat(count("metrics", "select count(*) from reviews where case_id is not null"))
        .isEqualTo(reviews.size());
    var query = "?window=24h&storefront=" + SHOP;
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var kpis = metrics().get("/v1/kpis" + query).get("sla");
              var report = alerting().get("/v1/sla" + query);
              for (var figure : List.of("met", "breached", "running", "cancelled")) {
                assertThat(kpis.get(figure)).as(figure).isEqualTo(report.get(figure));
              }
              assertThat(kpis.get("met").asInt()).isOne();
              assertThat(kpis.get("running").asInt()).isEqualTo(reviews.size() - 1);
            });
  }

  private static void whatWasForgottenIsForgottenByAll(UUID kept, UUID forgotten) throws Exception {
    assertThat(alerting().get("/v1/cases/" + forgotten).get("status").asText()).isEqualTo("OPEN");
    assertThat(standing(forgotten)).isEqualTo("OPEN");
    assertThat(alerting().get("/v1/cases/" + kept).get("status").asText()).isEqualTo("ANSWERED");
    assertThat(standing(kept)).isEqualTo("ANSWERED");
    assertThat(count("metrics", "select count(*) from public_answers")).isOne();
  }

  private static void nothingHasANewNameButWhatIsNew(
      Map<UUID, String> before, List<UUID> reviews, UUID forgotten) throws Exception {
    assertThat(told()).as("told again under the same ids only").isEqualTo(before);
    assertThat(before.values().stream().filter(EventType.CASE_OPENED.wireName()::equals))
        .hasSize(reviews.size());
    act(forgotten, "acknowledge", "{}");
    act(forgotten, "notes", "{\"text\": \"She was called.\"}");
    await().atMost(SOON).until(() -> standing(forgotten).equals("ACKNOWLEDGED"));
    var anew = new HashSet<>(told().keySet());
    anew.removeAll(before.keySet());
    assertThat(anew).as("a new act is no repetition of a forgotten one").hasSize(2);
  }

  private static void lifeGoesOn(int reviews) throws Exception {
    try (var stream = new Complaining(broker.bootstrapServers(), SHOP)) {
      await().atMost(SOON).until(() -> stream.posted().size() >= 50);
      var all = reviews + stream.stop().size();
      await().atMost(SOON).until(() -> cases() == all && facts() == all);
    }
  }

  /** The script that operators run, with the tool that Kafka brings. */
  private static void windBack(Instant since) throws Exception {
    var tool = folder.resolve("kafka-consumer-groups.sh");
    Files.writeString(
        tool,
        "#!/bin/sh\nexec '%s' -cp '%s' org.apache.kafka.tools.consumer.group.ConsumerGroupCommand \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    var script =
        new ProcessBuilder(
            "sh",
            root("deploy/kafka/after-restore.sh").toString(),
            since
                .toString()
                .replaceAll("(\\.\\d{3})?\\d*Z$", "$1")
                .replaceAll("(:\\d\\d)$", "$1.000"));
    script.environment().put("KAFKA_CONSUMER_GROUPS", tool.toString());
    script.environment().put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
    var output = folder.resolve("after-restore.log");
    var process = script.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor()).as(() -> text(output)).isZero();
    assertThat(text(output)).contains("alerting-service").doesNotContain("Error");
  }

  private static void runOnAlerting(Instant since) throws SQLException {
    var sql = text(root("deploy/postgres/after-restore.sql")).replace(":since", "'" + since + "'");
    try (var session = session("alerting");
        var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void everyShardIsTheOneOfItsCase() throws SQLException {
    try (var session = session("alerting");
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

  /** All that was ever told of cases: the type by the id. */
  private static Map<UUID, String> told() {
    try (var probe = TopicProbe.at(broker.bootstrapServers());
        var listener = probe.listenFromStart(Topics.CASES_CHANGED)) {
      var types = new java.util.HashMap<UUID, String>();
      for (var records = listener.next(1, SOON); !records.isEmpty(); ) {
        for (var record : records) {
          types.put(
              UUID.fromString(TopicListener.header(record, "ce_id")),
              TopicListener.header(record, "ce_type"));
        }
        records = listener.drain(Duration.ofSeconds(2));
      }
      return types;
    }
  }

  private static void act(UUID id, String deed, String body) throws Exception {
    JsonNode seen = alerting().get("/v1/cases/" + id);
    alerting().post("/v1/cases/" + id + "/" + deed, body, seen.get("version").asLong());
  }

  private static ServiceCopy alerting() {
    return copies.get(0);
  }

  private static ServiceCopy metrics() {
    return copies.get(1);
  }

  private static void startCopies() throws Exception {
    for (var database : DATABASES) {
      copies.add(start(database, Map.of(), folder.resolve(database + ".log")));
    }
    for (var copy : copies) {
      await().atMost(SOON).until(copy::isReady);
    }
  }

  private static void stopCopies() throws InterruptedException {
    for (var copy : copies) {
      copy.close();
    }
    copies.clear();
  }

  private static ServiceCopy start(String database, Map<String, String> more, Path log)
      throws IOException {
    var settings =
        new java.util.HashMap<>(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database),
                "QUARKUS_DATASOURCE_USERNAME", database,
                "QUARKUS_DATASOURCE_PASSWORD", postgres.password(database)));
    settings.putAll(more);
    return ServiceCopy.start(database + "-service", settings, log);
  }

  private static long cases() throws SQLException {
    return count("alerting", "select count(*) from cases");
  }

  private static long facts() throws SQLException {
    return count("metrics", "select count(*) from reviews");
  }

  /** Where a case stands for the KPIs. */
  private static String standing(UUID id) throws SQLException {
    return String.valueOf(
        value("metrics", "select case_status from reviews where case_id = '" + id + "'"));
  }

  private static Instant now() throws SQLException {
    return ((java.sql.Timestamp) value("alerting", "select clock_timestamp()")).toInstant();
  }

  private static long count(String database, String sql) throws SQLException {
    return ((Number) value(database, sql)).longValue();
  }

  private static Object value(String database, String sql) throws SQLException {
    try (var session = session(database);
        var statement = session.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getObject(1) : null;
    }
  }

  private static java.sql.Connection session(String database) throws SQLException {
    try {
      return DriverManager.getConnection(
          postgres.jdbcUrl(database), database, postgres.password(database));
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  private static Path root(String file) {
    return Path.of(System.getProperty("heed.root"), file).toAbsolutePath().normalize();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
