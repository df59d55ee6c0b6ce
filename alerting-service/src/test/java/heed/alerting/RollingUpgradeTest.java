package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.testing.PostgresForTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The migrations of one release, in a schema of their own, under the writes of the one before. */
class RollingUpgradeTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** As it was written before V21. */
  private static final String OPEN =
      """
      insert into cases (marked_until, next_mark_at, answered_at, stopped_at, status, team, assignee,
        recovery, answered_rating, acknowledged_sequence, touched_at, sequence, cycle, version,
        changed_at, later, revision, review, tags, customer_id, language, received_at,
        storefront, id, review_id, policy, started_at, due_at, at_risk_at, opened_at,
        routing, rule, priority)
      values (null, now(), null, null, 'OPEN', 'default', null, 'NONE', null, null, null, 1, 1, 1,
        now(), null, 1, '{}', '{}', null, 'lv', now(), 'shop', '%1$s', '%1$s', '{}', now(),
        now() + interval '24 hours', null, now(), 0, null, 'NORMAL')
      """;

  private static final String INVITED =
      """
      insert into invitations (order_key, storefront, revision, state, asked_at, sent_at)
      values ('%s', 'shop', 1, 'INVITED', now(), %s)
      """;

  /** Whoever waits for the triggers' lock has read all invitations by then. */
  private static final String READ_BEFORE_IT_WAITS =
      """
      select count(*) from pg_locks w join pg_locks r on r.pid = w.pid and r.relation = w.relation
      where w.relation = 'upgrade.invitations'::regclass
        and w.mode = 'ShareRowExclusiveLock' and not w.granted
        and r.mode = 'AccessShareLock' and r.granted
      """;

  private Connection watch;

  @BeforeEach
  void aDatabaseFromBefore() throws SQLException {
    PostgresForTests.startOnce();
    watch = connect();
    execute(watch, "drop schema if exists upgrade cascade");
    execute(watch, "create schema upgrade");
    migrations("20").migrate();
  }

  @AfterEach
  void close() throws SQLException {
    execute(watch, "drop schema upgrade cascade");
    watch.close();
  }

  @Test
  void aCopyFromBeforeOpensCasesWhileTheUpgradeRunsAndAfterIt() throws Exception {
    var before = UUID.randomUUID();
    var during = UUID.randomUUID();
    var after = UUID.randomUUID();
    try (var old = connect();
        var other = connect();
        var together = Executors.newVirtualThreadPerTaskExecutor()) {
      old.setAutoCommit(false);
      execute(old, OPEN.formatted(before));
      var upgrade = together.submit(() -> migrations("latest").migrate());
      await().atMost(SOON).until(() -> waitsFor("AccessExclusiveLock"));
      var opening = together.submit(() -> open(other, during));
      await().atMost(SOON).until(() -> waitsFor("RowExclusiveLock"));
      old.commit();
      upgrade.get(30, TimeUnit.SECONDS);
      opening.get(30, TimeUnit.SECONDS);
      open(other, after);
    }
    assertThat(count("select count(*) from cases where next_due_at = due_at")).isEqualTo(3);
  }

  @Test
  void whatWasSentBeforeAndWhileTheUpgradeRunsIsToldAndIsPutDownWhileOthersWrite()
      throws Exception {
    migrations("60").migrate();
    for (var sent : new String[] {"now()", "null"}) {
      execute(watch, INVITED.formatted(UUID.randomUUID(), sent));
    }
    try (var old = connect();
        var together = Executors.newVirtualThreadPerTaskExecutor()) {
      old.setAutoCommit(false);
      execute(old, "update invitations set sent_at = now() where sent_at is null");
      var upgrade = together.submit(() -> migrations("latest").migrate());
      await().atMost(SOON).until(() -> count(READ_BEFORE_IT_WAITS) == 1);
      old.commit();
      upgrade.get(30, TimeUnit.SECONDS);
    }
    assertThat(count("select count(distinct order_key) from invitations_outbox")).isEqualTo(2);
    assertThat(count("select count(*) from invitations_outbox where what = 'SENT'")).isEqualTo(2);
  }

  private static Flyway migrations(String target) {
    var configuration =
        Flyway.configure()
            .dataSource(url(), "alerting", PostgresForTests.password("alerting"))
            .schemas("upgrade")
            .locations("classpath:db/migration")
            .target(target);
    new Upgrade().customize(configuration);
    return configuration.load();
  }

  private static String url() {
    return PostgresForTests.jdbcUrl("alerting") + "?currentSchema=upgrade";
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(url(), "alerting", PostgresForTests.password("alerting"));
  }

  private static void open(Connection connection, UUID id) {
    try {
      execute(connection, OPEN.formatted(id));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean waitsFor(String mode) throws SQLException {
    return count(
            "select count(*) from pg_locks where not granted and mode = '"
                + mode
                + "' and relation = 'upgrade.cases'::regclass")
        > 0;
  }

  private long count(String sql) throws SQLException {
    try (var statement = watch.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
