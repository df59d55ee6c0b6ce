package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The database's clock: one for all copies. */
final class ServerTime {
  /** When the transaction began. */
  static Instant now(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select now()");
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private ServerTime() {}
}
