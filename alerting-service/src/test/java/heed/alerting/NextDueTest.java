package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The column that the queue is in the order of, for cases from before there was one. */
@QuarkusTest
@OnTheWire
class NextDueTest {
  private static final String HOURS =
      "policy || '{\"calendar\": {\"id\": \"riga\"}}'::jsonb"; // only whether there is one matters

  @Inject DataSource dataSource;
  @Inject Transactions transactions;
  @Inject Flyway flyway;

  private final World world = new World();
  private final String before = "before_" + UUID.randomUUID().toString().replace("-", "");

  @BeforeEach
  void anOlderDatabase() {
    migrate("20");
  }

  @AfterEach
  void close() {
    run("drop schema " + before + " cascade");
    world.close();
  }

  @Test
  void theServiceMigratesAllAtOnce() {
    assertThat(flyway.getConfiguration().isGroup()).isTrue();
  }

  @Test
  void everyCaseFromBeforeGetsThePlaceThatItsClocksGiveIt() {
    var fresh = world.openCase("waits for its first answer");
    var reopened = reopened();
    var closed = reopened();
    resolve(closed, 3);
    for (var id : new UUID[] {fresh, reopened, closed}) {
      takeBack(id, "policy");
    }
    migrate("latest");
    for (var id : new UUID[] {fresh, reopened, closed}) {
      assertThat(value(before, id, "next_due_at")).isEqualTo(value("public", id, "next_due_at"));
      assertThat(value(before, id, "next_mark_at")).isEqualTo(value("public", id, "next_mark_at"));
    }
    assertThat(value(before, reopened, "next_due_at"))
        .isAfter(value(before, reopened, "due_at"))
        .isEqualTo(Instant.parse(World.get(reopened).jsonPath().getString("nextDueAt")));
    assertThat(value(before, closed, "next_due_at")).isEqualTo(value(before, closed, "due_at"));
  }

  @Test
  void aCaseThatCountsWorkingHoursIsLookedAtAtOnceWhichWritesItsPlace() {
    var id = reopened();
    takeBack(id, HOURS);
    migrate("latest");
    assertThat(value(before, id, "next_mark_at")).isBefore(Instant.now().plusSeconds(1));
    var place = value("public", id, "next_due_at");
    var lines = World.get(id).jsonPath().getList("timeline").size();
    run("update cases set next_due_at = 'epoch', next_mark_at = now() where id = '" + id + "'");
    await().atMost(World.SOON).until(() -> place.equals(value("public", id, "next_due_at")));
    assertThat(World.get(id).jsonPath().getList("timeline")).hasSize(lines);
  }

  private UUID reopened() {
    var id = world.openCase("opened again");
    resolve(id, 1);
    World.post(id, "reopen", "\"2\"", "{\"reason\":\"again\"}").then().statusCode(200);
    return id;
  }

  private static void resolve(UUID id, int version) {
    World.post(id, "resolve", "\"" + version + "\"", "{\"resolution\":\"done\"}")
        .then()
        .statusCode(200);
  }

  private void migrate(String version) {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas(before)
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  /** Puts a case into the older database, with the columns of then. */
  private void takeBack(UUID id, String policy) {
    var columns =
        """
        storefront, id, review_id, revision, review, tags, received_at, started_at, due_at,
        at_risk_at, answered_at, stopped_at, marked_until, next_mark_at, status, team, recovery,
        sequence, cycle, version, opened_at, changed_at, later, policy""";
    run(
        "insert into %s.cases (%s) select %s from public.cases where id = '%s'"
            .formatted(before, columns, columns.replace("policy", policy), id));
  }

  private Instant value(String schema, UUID id, String column) {
    return transactions.read(connection -> value(connection, schema, id, column));
  }

  private static Instant value(Connection connection, String schema, UUID id, String column)
      throws SQLException {
    try (var statement =
        connection.prepareStatement("select * from " + schema + ".cases where id = ?")) {
      statement.setObject(1, id);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return CaseRows.atOrNull(rows, column);
      }
    }
  }

  private void run(String sql) {
    transactions.read(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }
}
