package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The locks of whoever writes what follows from reviews: advisory, and held until the transaction
 * ends.
 */
public final class FoldingLocks {
  /** Folds go side by side, but never beside the erasure of a customer or a recount's mending. */
  static final long ERASURES = 0x48656564_00000001L;

  /**
   * One batch counts at a time, from its customers on, until it commits: what two batches add up is
   * in the same rows, and nobody waits for them one by one. A copy from before takes it when it
   * writes facts, by a trigger of the database that {@link Transactions} tells us apart from.
   */
  static final long COUNTING = 0x48656564_00000002L;

  /** No customer is erased until the end of the transaction. */
  public static void besideErasures(Connection connection) throws SQLException {
    take(connection, "pg_advisory_xact_lock_shared", ERASURES);
  }

  /** Nobody folds until the end of the transaction. */
  static void alone(Connection connection) throws SQLException {
    take(connection, "pg_advisory_xact_lock", ERASURES);
  }

  /** Whoever waits here reads what was committed meanwhile in every statement that follows. */
  static void counting(Connection connection) throws SQLException {
    take(connection, "pg_advisory_xact_lock", COUNTING);
  }

  private static void take(Connection connection, String how, long what) throws SQLException {
    try (var statement = connection.prepareStatement("select " + how + "(?)")) {
      statement.setLong(1, what);
      statement.execute();
    }
  }

  private FoldingLocks() {}
}
