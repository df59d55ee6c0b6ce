package heed.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import heed.embedded.BrokerProcess;
import heed.embedded.EmbeddedPostgres;
import heed.embedded.FreePort;
import heed.events.Topics;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A broker, a PostgreSQL and the two services with a database, each a process. */
final class Rehearsal implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(180);
  static final List<String> DATABASES = List.of("alerting", "metrics");

  private final Path folder;
  private final BrokerProcess broker;
  private final List<ServiceCopy> copies = new ArrayList<>();
  private EmbeddedPostgres postgres;

  Rehearsal(Path folder) throws Exception {
    this.folder = folder;
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

  EmbeddedPostgres postgres() {
    return postgres;
  }

  /** From now on the services work on another server. */
  void moveTo(EmbeddedPostgres other) {
    postgres = other;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The script that operators run, with the tool that Kafka brings. */
  void windBack(Instant since) throws Exception {
    var tool = folder.resolve("kafka-consumer-groups.sh");
    Files.writeString(
        tool,
        "#!/bin/sh\nexec '%s' -cp '%s' org.apache.kafka.tools.consumer.group.ConsumerGroupCommand \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
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
    if (process.waitFor() != 0) {
      throw new AssertionError(text(output));
    }
  }

  void runOnAlerting(Instant since) throws SQLException {
    var sql = text(root("deploy/postgres/after-restore.sql")).replace(":since", "'" + since + "'");
    try (var session = session("alerting");
        var statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All that was ever told of cases: the type by the id. */
  Map<UUID, String> told() {
    try (var probe = TopicProbe.at(broker.bootstrapServers());
        var listener = probe.listenFromStart(Topics.CASES_CHANGED)) {
      var types = new HashMap<UUID, String>();
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

  /**
   * On a machine that is busy with the backup an act may find no connection in time: again then.
   */
  void act(UUID id, String deed, String body) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () -> {
              JsonNode seen = alerting().get("/v1/cases/" + id);
              alerting().post("/v1/cases/" + id + "/" + deed, body, seen.get("version").asLong());
              return true;
            });
  }

  ServiceCopy alerting() {
    return copies.get(0);
  }

  ServiceCopy metrics() {
    return copies.get(1);
  }

  void startCopies() throws Exception {
    for (var database : DATABASES) {
      var log = Path.of("target", "restore-" + database + "-" + postgres.port() + ".log");
      copies.add(start(database, Map.of(), log));
    }
    for (var copy : copies) {
      await().atMost(SOON).until(copy::isReady);
    }
  }

  void stopCopies() throws InterruptedException {
    for (var copy : copies) {
      copy.close();
    }
    copies.clear();
  }

  ServiceCopy start(String database, Map<String, String> more, Path log) throws IOException {
    var settings =
        new HashMap<>(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database),
                "QUARKUS_DATASOURCE_USERNAME", database,
                "QUARKUS_DATASOURCE_PASSWORD", postgres.password(database)));
    settings.putAll(more);
    return ServiceCopy.start(database + "-service", settings, log);
  }

  long cases() throws SQLException {
    return count("alerting", "select count(*) from cases");
  }

  long facts() throws SQLException {
    return count("metrics", "select count(*) from reviews");
  }

  /** Where a case stands for the KPIs. */
  String standing(UUID id) throws SQLException {
    return String.valueOf(
        value("metrics", "select case_status from reviews where case_id = '" + id + "'"));
  }

  Instant now() throws SQLException {
    return ((Timestamp) value("alerting", "select clock_timestamp()")).toInstant();
  }

  long count(String database, String sql) throws SQLException {
    return ((Number) value(database, sql)).longValue();
  }

  Object value(String database, String sql) throws SQLException {
    try (var session = session(database);
        var statement = session.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getObject(1) : null;
    }
  }

  Connection session(String database) throws SQLException {
    try {
      return DriverManager.getConnection(
          postgres.jdbcUrl(database), database, postgres.password(database));
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  Path root(String file) {
    return Path.of(System.getProperty("heed.root"), file).toAbsolutePath().normalize();
  }

  String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws Exception {
    stopCopies();
    postgres.close();
    broker.close();
  }
}
