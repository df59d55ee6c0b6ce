package heed.alerting;

import heed.door.Refusal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Work in one database transaction: all of it is committed, or nothing. The server ends a
 * transaction that lasts too long as well, so that one that timed out here can never go on there.
 */
@ApplicationScoped
public class Transactions {
  /** Seconds: the database is to end it first, since it says that it was for the time. */
  private static final int LATER = 2;

  /** Work on the transaction's connection; it must not commit or close it. */
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  private final DataSource dataSource;
  private final TransactionSynchronizationRegistry registry;

  Transactions(DataSource dataSource, TransactionSynchronizationRegistry registry) {
    this.dataSource = dataSource;
    this.registry = registry;
  }

  /**
   * Runs the work and commits.
   *
   * @param limit whole seconds; then the transaction is rolled back, whatever the work does
   * @throws RuntimeException what the work threw; nothing was written
   */
  public <T> T call(Duration limit, Work<T> work) {
    return QuarkusTransaction.requiringNew()
        .timeout((int) limit.toSeconds() + LATER)
        .call(
            () -> {
              try (var connection = dataSource.getConnection()) {
                begin(connection, limit);
                var result = work.with(connection);
                if (registry.getTransactionStatus() != Status.STATUS_ACTIVE) {
                  throw new IllegalStateException("the transaction ended before its work did");
                }
                return result;
              }
            });
  }

  /**
   * The same for somebody who waits for an answer.
   *
   * @throws Refusal 503 with Retry-After while the database is away, and if it took too long: what
   *     a transaction that was ended by the clock fails with says by chance who ended it
   */
  public <T> T answer(Duration limit, Work<T> work) {
    var start = System.nanoTime();
    try {
      return call(limit, work);
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException e) {
      if (System.nanoTime() - start >= limit.toNanos()) {
        throw Refusal.status(503, "that took longer than " + limit.toSeconds() + " s; try again")
            .header("Retry-After", "5");
      }
      if (Failures.away(e)) {
        throw Refusal.status(503, "the database is away for the moment; try again")
            .header("Retry-After", "5");
      }
      throw e;
    }
  }

  /** Reads without changing anything. */
  public <T> T read(Work<T> work) {
    return call(Duration.ofSeconds(20), work);
  }

  /** The database's time, cut to what the wire carries; ask after the locks are held. */
  public static Instant now(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement(
                "select date_trunc('milliseconds', clock_timestamp()) as now");
        var rows = statement.executeQuery()) {
      rows.next();
      return CaseRows.at(rows, "now");
    }
  }

  private static void begin(Connection connection, Duration limit) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalStateException("the connection is not part of the transaction");
    }
    try (var statement =
        connection.prepareStatement("select set_config('transaction_timeout', ?, true)")) {
      statement.setString(1, limit.toMillis() + "ms");
      statement.execute();
    }
  }
}
