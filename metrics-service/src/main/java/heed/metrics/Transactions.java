package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Work in one database transaction: all of it is committed, or nothing. Connections are used
 * outside of JTA, so that nothing but this class begins, commits or rolls back; the server ends a
 * transaction that lasts too long.
 */
@Singleton
public class Transactions {
  private static final String READ =
      "set transaction isolation level repeatable read, read only;"
          + " set local transaction_timeout = '30s'; set local work_mem = '32MB'; set local jit = off;"
          + " set local max_parallel_workers_per_gather = 0";
  private static final String RECOUNT =
      "set transaction isolation level repeatable read, read only;"
          + " set local transaction_timeout = '10min'; set local jit = off";
  private static final String MEND =
      "set transaction isolation level read committed;"
          + " set local transaction_timeout = '10min'; set local jit = off";

  /** What is written is looked up by key, thousands of them at once: never by reading a table. */
  private static final String BY_KEY =
      "set local enable_hashjoin = off; set local enable_mergejoin = off;"
          + " set local enable_seqscan = off; set local jit = off";

  /**
   * Says that we take {@link FoldingLocks#COUNTING} ourselves. Whoever does not say so is a copy
   * from before, for which the database takes it as soon as facts are written.
   */
  private static final String COUNTS_APART = "; set local heed.counting = 'apart'";

  /**
   * Who waits for a lock is told so before the time is up: it is no fault of what he brings. A
   * record waits three times at most, for the erasures', its fact's and the counting's, and has a
   * quarter of the time left where each is given just before its end.
   */
  private static final String WRITE =
      "set transaction isolation level read committed; set local transaction_timeout = '60s';"
          + " set local lock_timeout = '15s'; "
          + BY_KEY
          + COUNTS_APART;

  /** Waits for a lock longer than whoever writes as usual may hold it. */
  private static final String WRITE_PATIENTLY =
      "set transaction isolation level read committed; set local transaction_timeout = '10min';"
          + " set local lock_timeout = '2min'; "
          + BY_KEY
          + COUNTS_APART;

  /** Work on the transaction's connection; it must not commit or close it. */
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private static final int LONG_MILLIS = 11 * 60_000;

  private final DataSource dataSource;

  Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Reads as of one instant, whatever is written meanwhile. */
  public <T> T read(Work<T> work) {
    try {
      return run(READ, work);
    } catch (SQLException e) {
      throw new IllegalStateException("the database did not answer", e);
    }
  }

  /** Reads as of one instant, where that may take minutes. */
  <T> T readLong(Work<T> work) throws SQLException {
    return runLong(RECOUNT, work);
  }

  /** Writes where that may take minutes. */
  <T> T writeLong(Work<T> work) throws SQLException {
    return runLong(MEND, work);
  }

  /**
   * Runs the work and commits.
   *
   * @throws SQLException nothing was written, or the commit's answer was lost: do it again, since
   *     doing it twice changes nothing
   */
  public <T> T write(Work<T> work) throws SQLException {
    return run(WRITE, work);
  }

  /** The same where that may take minutes, since others hold what it needs. */
  <T> T writePatiently(Work<T> work) throws SQLException {
    return runLong(WRITE_PATIENTLY, work);
  }

  private <T> T run(String begin, Work<T> work) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      return run(connection, begin, work);
    }
  }

  /** The socket waits as long as the transaction may last. */
  private <T> T runLong(String begin, Work<T> work) throws SQLException {
    try (var connection = dataSource.getConnection()) {
      var usual = connection.getNetworkTimeout();
      connection.setNetworkTimeout(Runnable::run, LONG_MILLIS);
      try {
        return run(connection, begin, work);
      } finally {
        connection.setNetworkTimeout(Runnable::run, usual);
      }
    }
  }

  private static <T> T run(Connection connection, String begin, Work<T> work) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute(begin);
      var result = work.with(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollback(connection, e);
      throw e;
    }
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
