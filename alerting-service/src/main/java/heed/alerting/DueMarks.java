package heed.alerting;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells the marks of the clocks that are due by the database's time. Any number of copies may run:
 * each takes rows that no other holds, and a mark is told in the transaction that records it.
 */
@ApplicationScoped
class DueMarks {
  private static final Logger LOG = Logger.getLogger(DueMarks.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int BATCH = 500;

  private static final String CLAIM =
      """
      select * from cases
      where next_mark_at < (select clock_timestamp()) and id <> all (?::uuid[])
      order by next_mark_at limit ? for update skip locked
      """;

  private final Transactions transactions;
  private final Meters meters;
  private final Loop loop;
  private final Map<UUID, Instant> failing = new ConcurrentHashMap<>();

  DueMarks(Transactions transactions, Meters meters, CaseSettings settings) {
    this.transactions = transactions;
    this.meters = meters;
    this.loop = new Loop("due-marks", settings.poll(), () -> tell() == BATCH);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** Tells one batch of due marks; answers how many cases it took. */
  int tell() {
    failing.values().removeIf(since -> since.isBefore(Instant.now().minusSeconds(60)));
    try {
      return tell(BATCH);
    } catch (RuntimeException e) {
      if (Failures.passing(e)) {
        throw e;
      }
      LOG.errorf("a mark cannot be told, going one by one: reason=%s", Failures.shown(e));
      return tellOneByOne();
    }
  }

  /** A case that cannot be told must not keep the others from it. */
  private int tellOneByOne() {
    var taken = 0;
    for (var i = 0; i < BATCH; i++) {
      var current = new ArrayList<UUID>();
      try {
        taken += transactions.call(LIMIT, connection -> tell(connection, 1, current)).size();
      } catch (RuntimeException e) {
        if (Failures.passing(e)) {
          throw e;
        }
        current.forEach(id -> failing.put(id, Instant.now()));
        LOG.errorf("mark cannot be told: case=%s, reason=%s", current, Failures.shown(e));
      }
      if (current.isEmpty()) {
        break;
      }
    }
    return taken;
  }

  private int tell(int limit) {
    var decisions =
        transactions.call(LIMIT, connection -> tell(connection, limit, new ArrayList<>()));
    for (var decision : decisions) {
      for (var told : decision.told()) {
        if (told.mark() != null && !told.silent()) {
          meters.told(told.mark(), Duration.between(told.mark().dueAt(), told.event().at()));
        }
      }
    }
    return decisions.size();
  }

  private List<Decision> tell(Connection connection, int limit, List<UUID> taken)
      throws SQLException {
    var claimed = claim(connection, limit);
    claimed.forEach(c -> taken.add(c.id()));
    var now = Transactions.now(connection);
    var decisions = claimed.stream().map(c -> Story.of(c, now).end()).toList();
    CaseRows.update(connection, decisions.stream().map(Decision::after).toList());
    Journal.write(connection, decisions.stream().flatMap(d -> d.told().stream()).toList());
    return decisions;
  }

  private List<Case> claim(Connection connection, int limit) throws SQLException {
    try (var statement = connection.prepareStatement(CLAIM)) {
      statement.setArray(1, Guards.texts(connection, List.copyOf(failing.keySet())));
      statement.setInt(2, limit);
      try (var rows = statement.executeQuery()) {
        return CaseRows.read(rows);
      }
    }
  }
}
