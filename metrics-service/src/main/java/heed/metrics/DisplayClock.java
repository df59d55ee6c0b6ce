package heed.metrics;

import heed.metrics.DisplayRows.Decided;
import heed.metrics.Fold.Key;
import heed.metrics.LatestReview.Display;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Publishes what a rule publishes after a while. The database's clock decides, the rules in force
 * by then are asked again, and of several copies each takes what no other has locked.
 */
@Singleton
class DisplayClock {
  private static final Logger LOG = Logger.getLogger(DisplayClock.class);
  private static final int BATCH = 500;
  private static final String DUE =
      """
      select storefront, review_id from display_states where publish_at <= (select clock_timestamp())
      order by publish_at limit ?
      """;

  private final Transactions transactions;
  private final DisplayRuleStore rules;
  private final DisplaySettings settings;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("heed-display").daemon().factory());

  DisplayClock(Transactions transactions, DisplayRuleStore rules, DisplaySettings settings) {
    this.transactions = transactions;
    this.rules = rules;
    this.settings = settings;
  }

  void start(@Observes StartupEvent event) {
    var every = settings.publishEvery().toMillis();
    clock.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
  }

  @SuppressWarnings("CatchingUnchecked") // whatever one attempt throws, the next one must come
  private void tick() {
    try {
      while (publish() == BATCH) {
        LOG.debug("more reviews are due");
      }
    } catch (Exception e) {
      LOG.warnf("trying again soon: loop=display, reason=%s", e.getClass().getSimpleName());
    }
  }

  /** Decides about those that are due; answers how many there were. */
  int publish() throws SQLException {
    return transactions.write(this::publish);
  }

  private int publish(Connection connection) throws SQLException {
    var due = due(connection);
    if (due.isEmpty()) {
      return 0;
    }
    var facts = FactRows.load(connection, due);
    var states = DisplayRows.load(connection, due);
    var inForce = rules.inForce(connection).rules();
    var now = DisplayRuleStore.now(connection);
    var decided = new ArrayList<Decided>();
    facts.forEach(
        (key, fact) -> {
          var state = states.get(key);
          if (state != null && isDue(fact, state, now)) {
            var next = DisplayFollower.decide(fact, state, inForce, Map.of(), now);
            if (next != null) {
              decided.add(next);
            }
          }
        });
    DisplayRows.save(connection, decided.stream().map(Decided::state).toList());
    var shown = decided.stream().filter(d -> d.display() == Display.PUBLISHED).toList();
    DisplayRows.show(connection, shown);
    DisplayRows.record(connection, shown);
    return due.size();
  }

  /** A person, a revision or another copy may have been quicker. */
  private static boolean isDue(Fact fact, DisplayState state, Instant now) {
    return fact.review() != null
        && fact.review().display() == Display.PENDING
        && state.publishAt() != null
        && !state.publishAt().isAfter(now);
  }

  private static List<Key> due(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(DUE)) {
      statement.setInt(1, BATCH);
      try (var rows = statement.executeQuery()) {
        var due = new ArrayList<Key>();
        while (rows.next()) {
          due.add(new Key(rows.getString(1), rows.getObject(2, UUID.class)));
        }
        return due;
      }
    }
  }
}
