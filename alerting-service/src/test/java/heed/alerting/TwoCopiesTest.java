package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.Ids;
import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Two copies tell the same marks; one dies with everything written and nothing committed. */
@QuarkusTest
@OnTheWire
@TestProfile(TwoCopiesTest.ByHand.class)
class TwoCopiesTest {
  private static final int CASES = 20_000;

  /** The service's own loop looks once and then sleeps: the copies of the test do the work. */
  public static class ByHand implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("heed.sla.first-response", "PT1S", "heed.cases.poll", "PT30M");
    }
  }

  @Inject StreamBatch batch;
  @Inject Transactions transactions;
  @Inject Meters meters;
  @Inject CaseSettings settings;

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Test
  void allMarksThatAreDueAtOnceAreToldOnceThoughACopyIsKilled() throws Exception {
    var cases = open();
    var start = System.nanoTime();
    try (var doomed = new Doomed(DriverManager.getConnection(url, user, password), 5)) {
      var dying = new DueMarks(doomed, meters, settings);
      var living = new DueMarks(transactions, meters, settings);
      try (var first = new Loop("dies", Duration.ofMillis(20), () -> dying.tell() > 0).start();
          var second = new Loop("lives", Duration.ofMillis(20), () -> living.tell() > 0).start()) {
        assertThat(doomed.writing.await(60, TimeUnit.SECONDS)).isTrue();
        kill(doomed.backend);
        doomed.killed.countDown();
        await().atMost(Duration.ofSeconds(90)).until(() -> untold(cases) == 0);
      }
      System.out.printf(
          "%d clocks due at once, two copies, one killed in its %dth transaction: all told in %d ms%n",
          CASES, doomed.commits + 1, (System.nanoTime() - start) / 1_000_000);
      assertThat(doomed.commits).isEqualTo(5);
      assertThat(doomed.failed).isTrue();
    }
    assertThat(count("select count(*) from marks where mark = 'breached' and not silent", cases))
        .isEqualTo(CASES);
    assertThat(count("select count(*) from events where type = 'sla.breached.v1'", cases))
        .isEqualTo(CASES);
    assertThat(
            count(
                "select count(distinct case_id) from events where type = 'sla.breached.v1'", cases))
        .isEqualTo(CASES);
    assertThat(count("select count(*) from marks where silent", cases)).isEqualTo(2L * CASES);
  }

  /** The connection of a copy that is killed before it commits for the nth time. */
  private static final class Doomed extends Transactions implements AutoCloseable {
    final CountDownLatch writing = new CountDownLatch(1);
    final CountDownLatch killed = new CountDownLatch(1);
    final int backend;
    volatile int commits;
    volatile boolean failed;
    private final Connection connection;
    private final int lives;

    Doomed(Connection connection, int lives) throws SQLException {
      super(null, null);
      this.connection = connection;
      this.lives = lives;
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select pg_backend_pid()")) {
        row.next();
        this.backend = row.getInt(1);
      }
      connection.commit();
    }

    @Override
    public <T> T call(Duration limit, Work<T> work) {
      try {
        var result = work.with(connection);
        if (commits == lives) {
          writing.countDown();
          killed.await();
        }
        connection.commit();
        commits++;
        return result;
      } catch (SQLException | InterruptedException e) {
        failed = true;
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  private Set<UUID> open() {
    var ids = new HashSet<UUID>();
    var items = new ArrayList<FromStream>();
    var received = Instant.now().minusSeconds(5);
    for (var i = 0; i < CASES; i++) {
      var tagged =
          Given.tagged(
              UUID.randomUUID(),
              "two-copies",
              null,
              World.revision(),
              Label.NEGATIVE,
              1,
              "bad",
              received);
      items.add(new FromStream.Tagged(tagged));
      ids.add(Ids.caseOf(tagged.review().id()));
      if (items.size() == 1000 || i == CASES - 1) {
        batch.apply(items);
        items.clear();
      }
    }
    return ids;
  }

  private void kill(int backend) {
    transactions.read(
        connection -> {
          try (var statement =
              connection.prepareStatement("select pg_terminate_backend(?, 10000)")) {
            statement.setInt(1, backend);
            return statement.execute();
          }
        });
  }

  private long untold(Set<UUID> cases) {
    return count("select count(*) from cases where next_mark_at < clock_timestamp()", cases);
  }

  private long count(String sql, Set<UUID> cases) {
    var id = sql.contains("from cases") ? " and id" : " and case_id";
    return transactions.read(
        connection -> {
          try (var statement = connection.prepareStatement(sql + id + " = any (?::uuid[])")) {
            statement.setArray(1, Guards.texts(connection, List.copyOf(cases)));
            try (var row = statement.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }
}
