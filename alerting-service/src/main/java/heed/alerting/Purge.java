package heed.alerting;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Forgets what is no longer needed: events that nobody can resume from, guards without a case. */
@ApplicationScoped
class Purge {
  private static final int BATCH = 10_000;
  private static final String EVENTS =
      """
      delete from events where id in (
        select id from events e where at < now() - make_interval(secs => ?)
          and not exists (select 1 from outbox o where o.event_id = e.id)
          and not exists (select 1 from untold u where u.event_id = e.id)
        order by at limit ?)
      """;
  private static final String GUARDS =
      """
      delete from reviews where (storefront, review_id) in (
        select storefront, review_id from reviews r
        where seen_at < now() - make_interval(secs => ?) and cycle = 0
          and not exists (select 1 from cases c
            where c.storefront = r.storefront and c.review_id = r.review_id)
        limit ? for update skip locked)
      """;

  private final Transactions transactions;
  private final CaseSettings settings;
  private final Loop loop;

  Purge(Transactions transactions, CaseSettings settings) {
    this.transactions = transactions;
    this.settings = settings;
    this.loop = new Loop("purge", Duration.ofMinutes(10), this::purge);
  }

  void start(@Observes StartupEvent event) {
    loop.start();
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }

  /** True if there may be more. */
  boolean purge() {
    var events = transactions.read(c -> delete(c, EVENTS, settings.keepEvents()));
    var guards = transactions.read(c -> delete(c, GUARDS, settings.keepRevisions()));
    return events == BATCH || guards == BATCH;
  }

  private static int delete(Connection connection, String sql, Duration keep) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setLong(1, keep.toSeconds());
      statement.setInt(2, BATCH);
      return statement.executeUpdate();
    }
  }
}
