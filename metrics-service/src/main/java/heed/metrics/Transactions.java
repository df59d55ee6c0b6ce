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
          + " set local transaction_timeout = '30s'; set local work_mem = '32MB'";
  private static final String WRITE =
      "set transaction isolation level read committed; set local transaction_timeout = '60s'";

  /** Work on the transaction's connection; it must not commit or close it. */
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

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

  /**
   * Runs the work and commits.
   *
   * @throws SQLException nothing was written, or the commit's answer was lost: do it again, since
   *     doing it twice changes nothing
   */
  public <T> T write(Work<T> work) throws SQLException {
    return run(WRITE, work);
  }

  private <T> T run(String begin, Work<T> work) throws SQLException {
    try (var connection = dataSource.getConnection()) {
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
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
