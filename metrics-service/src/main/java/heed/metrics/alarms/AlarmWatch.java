package heed.metrics.alarms;

import heed.metrics.Repeating;
import heed.metrics.Sql;
import heed.metrics.Storefronts;
import heed.metrics.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every storefront of ours again and again: closes the hours that are over, one per
 * transaction, and looks at those that run. Every copy does; of a storefront one does at a time,
 * and a copy that dies leaves nothing half done.
 */
@ApplicationScoped
class AlarmWatch {
  private static final int LOCK = 0x4865656B;

  /** After a longer absence the hours before are not told of any more. */
  private static final Duration LONGEST_PAST = Duration.ofHours(48);

  private final Transactions transactions;
  private final Storefronts storefronts;
  private final Duration settle;
  private final Repeating repeating;
  private final Histories histories = new Histories();

  AlarmWatch(Transactions transactions, Storefronts storefronts, AlarmSettings settings) {
    this.transactions = transactions;
    this.storefronts = storefronts;
    this.settle = settings.settle();
    this.repeating = new Repeating("alarms", settings.every(), this::look);
  }

  void start(@Observes StartupEvent event) {
    repeating.start();
  }

  void stop(@Observes ShutdownEvent event) {
    repeating.close();
  }

  /** Looks once at every storefront of ours; true if more hours are over. */
  boolean look() throws SQLException {
    var more = false;
    for (var storefront : storefronts.ours()) {
      more |= transactions.write(connection -> look(connection, storefront));
    }
    return more;
  }

  private boolean look(Connection connection, String storefront) throws SQLException {
    return alone(connection, storefront) && look(connection, storefront, now(connection));
  }

  /**
   * As of a given now.
   *
   * @return true if more hours are over
   */
  boolean look(Connection connection, String storefront, Instant now) throws SQLException {
    var running = now.truncatedTo(ChronoUnit.HOURS);
    var over = now.minus(settle).truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.HOURS);
    var through = through(connection, storefront, over);
    var round = new AlarmRound(connection, storefront, histories, now);
    if (through.isBefore(over)) {
      var next = through.plus(1, ChronoUnit.HOURS);
      round.look(next, true);
      WatchRows.through(connection, storefront, next);
      return next.isBefore(over);
    }
    for (var at = through.plus(1, ChronoUnit.HOURS);
        !at.isAfter(running);
        at = at.plus(1, ChronoUnit.HOURS)) {
      round.look(at, false);
    }
    return false;
  }

  private static Instant through(Connection connection, String storefront, Instant over)
      throws SQLException {
    @Nullable Instant through = WatchRows.through(connection, storefront);
    if (through == null) {
      WatchRows.through(connection, storefront, over);
      return over;
    }
    var oldest = over.minus(LONGEST_PAST);
    return through.isBefore(oldest) ? oldest : through;
  }

  private static boolean alone(Connection connection, String storefront) throws SQLException {
    try (var statement =
        connection.prepareStatement("select pg_try_advisory_xact_lock(?, hashtext(?))")) {
      new Sql(connection, statement).arg(LOCK).arg(storefront);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement("select date_trunc('milliseconds', clock_timestamp())");
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
