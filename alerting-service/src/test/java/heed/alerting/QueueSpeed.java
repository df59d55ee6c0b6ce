package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How fast the queue opens with 50,000 open cases (and 200,000 that are done), beside the same
 * question asked of the database alone. Measured on demand, never asserted: {@code -Dheed.measure
 * -Dtest=QueueSpeed}.
 */
@QuarkusTest
@OnTheWire
@EnabledIfSystemProperty(
    named = "heed.measure",
    matches = ".*",
    disabledReason = "a measurement, made on demand with -Dheed.measure")
class QueueSpeed {
  private static final Logger LOG = Logger.getLogger(QueueSpeed.class);
  private static final int OPEN = 50_000;
  private static final int DONE = 200_000;
  private static final int TIMES = 200;
  private static final String PAGE = "/v1/cases?status=OPEN,ACKNOWLEDGED&limit=";

  /** Copies of one case; those that are done were due before all that are open. */
  private static final String COPY =
      """
      insert into cases (marked_until, next_mark_at, next_due_at, answered_at, stopped_at, status, team, assignee,
        recovery, answered_rating, acknowledged_sequence, touched_at, sequence, cycle, version,
        changed_at, revision, review, tags, customer_id, language, received_at,
        storefront, id, review_id, policy, started_at, due_at, at_risk_at, opened_at)
      select null, null, next_due_at + shift, case when done then started_at + interval '1 hour' end, null,
        case when done then 'RESOLVED' else 'OPEN' end, 'team-' || n % 7, null,
        recovery, null, null, null, sequence, cycle, version,
        changed_at, revision, review, tags, 'c-' || n, (array['lv', 'sl', 'de', 'en'])[1 + n % 4],
        received_at, 'speed', gen_random_uuid(), gen_random_uuid(), policy,
        started_at + shift, due_at + shift, at_risk_at + shift, opened_at
      from cases, generate_series(1, ?) as n, (values (?)) as d (done),
        lateral (select make_interval(secs => n - case when done then 1000000 else 0 end) as shift) s
      where id = ?
      """;

  private static final String LINES =
      """
      insert into timeline (storefront, case_id, at, type, by, detail)
      select c.storefront, c.id, t.at, t.type, t.by, t.detail
      from cases c, timeline t where c.storefront = 'speed' and t.case_id = ?
      """;

  @TestHTTPResource("/")
  URI root;

  @Inject Transactions transactions;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void theFirstPageOfTheQueue() throws Exception {
    try (var world = new World()) {
      var model = world.openCase("Tējkanna atnāca ieplaisājusi, un piegāde kavējās divas nedēļas.");
      fill(model);
      for (var limit : List.of(50, 100)) {
        var door = median(() -> ask(PAGE + limit));
        var sql = median(() -> transactions.read(c -> bare(c, limit)));
        LOG.infof(
            "queue's first page of %d, %d open, %d done: %.1f ms; the bare query: %.1f ms",
            limit, OPEN, DONE, door, sql);
      }
      LOG.infof(
          "load by team and person: %.1f ms",
          median(() -> transactions.read(c -> Load.read(c, Sight.EVERYTHING))));
    } finally {
      transactions.read(c -> run(c, "delete from timeline where storefront = 'speed'"));
      transactions.read(c -> run(c, "delete from cases where storefront = 'speed'"));
    }
  }

  /** With a client that costs less than what is measured. */
  private int ask(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(root.resolve(path)).header("Authorization", TestKey.BEARER).build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body().length;
  }

  private void fill(UUID model) {
    transactions.call(
        java.time.Duration.ofMinutes(5),
        connection -> {
          copy(connection, DONE, true, model);
          copy(connection, OPEN, false, model);
          try (var statement = connection.prepareStatement(LINES)) {
            statement.setObject(1, model);
            return statement.executeUpdate();
          }
        });
    transactions.read(c -> run(c, "analyze cases"));
    transactions.read(c -> run(c, "analyze timeline"));
  }

  private static void copy(Connection connection, int n, boolean done, UUID model)
      throws SQLException {
    try (var statement = connection.prepareStatement(COPY)) {
      statement.setInt(1, n);
      statement.setBoolean(2, done);
      statement.setObject(3, model);
      statement.executeUpdate();
    }
  }

  /** What the list asks, and nothing around it. */
  private static int bare(Connection connection, int limit) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select * from cases where status in ('ACKNOWLEDGED', 'OPEN') order by next_due_at, id limit "
                + limit)) {
      try (var rows = statement.executeQuery()) {
        var n = 0;
        while (rows.next()) {
          n += rows.getString("review").length();
        }
        return n;
      }
    }
  }

  private static int run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static double median(Callable<?> work) throws Exception {
    for (var i = 0; i < TIMES / 3; i++) {
      work.call();
    }
    var took = new double[TIMES];
    for (var i = 0; i < TIMES; i++) {
      var begun = System.nanoTime();
      work.call();
      took[i] = (System.nanoTime() - begun) / 1e6;
    }
    Arrays.sort(took);
    return took[TIMES / 2];
  }
}
