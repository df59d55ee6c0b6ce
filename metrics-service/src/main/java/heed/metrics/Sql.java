package heed.metrics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a statement, in order. */
final class Sql {
  private final Connection connection;
  private final PreparedStatement statement;
  private int next = 1;

  Sql(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  Sql arg(Object value) throws SQLException {
    statement.setObject(next++, value);
    return this;
  }

  Sql arg(Instant at) throws SQLException {
    return arg(OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
  }

  Sql texts(Collection<?> values) throws SQLException {
    return array("text", values);
  }

  Sql array(String type, Collection<?> values) throws SQLException {
    var texts = values.stream().map(String::valueOf).toArray();
    statement.setArray(next++, connection.createArrayOf(type, texts));
    return this;
  }

  /** The same where some of the values may be null. */
  Sql orNull(String type, @Nullable Object... values) throws SQLException {
    var texts = new @Nullable String[values.length];
    for (var i = 0; i < values.length; i++) {
      texts[i] = values[i] == null ? null : String.valueOf(values[i]);
    }
    statement.setArray(next++, connection.createArrayOf(type, texts));
    return this;
  }

  Sql args(List<Object> values) throws SQLException {
    for (var value : values) {
      switch (value) {
        case Instant at -> arg(at);
        case Collection<?> texts -> texts(texts);
        default -> arg(value);
      }
    }
    return this;
  }
}
