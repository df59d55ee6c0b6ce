package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Tells every copy of this service whose KPIs moved. The word goes out when the transaction commits
 * and never if it does not, and leaves no row behind; the same storefront is told once per
 * transaction.
 */
@Singleton
class ChangesTold implements Follower {
  static final String CHANNEL = "heed_kpis";

  private static final String TELL = "select pg_notify(?, name) from unnest(?::text[]) as s (name)";

  @Override
  public After after() {
    return After.COUNTERS;
  }

  @Override
  public void follow(Connection connection, List<Change> changes) throws SQLException {
    var storefronts = new TreeSet<String>();
    changes.forEach(change -> storefronts.add(change.after().storefront()));
    tell(connection, storefronts);
  }

  /** Says of these that their KPIs moved, once this transaction commits. */
  static void tell(Connection connection, Collection<String> storefronts) throws SQLException {
    try (var statement = connection.prepareStatement(TELL)) {
      new Sql(connection, statement).arg(CHANNEL).texts(storefronts);
      statement.execute();
    }
  }
}
