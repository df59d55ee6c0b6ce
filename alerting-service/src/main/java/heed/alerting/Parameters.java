package heed.alerting;

import heed.events.EventJson;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement one after the other. */
final class Parameters {
  private final PreparedStatement statement;
  private int index;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  Parameters set(@Nullable Object value) throws SQLException {
    statement.setObject(++index, value instanceof Instant at ? CaseRows.sql(at) : value);
    return this;
  }

  Parameters set(@Nullable Instant value) throws SQLException {
    if (value == null) {
      statement.setNull(++index, Types.TIMESTAMP_WITH_TIMEZONE);
      return this;
    }
    return set((Object) value);
  }

  Parameters set(@Nullable String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  Parameters set(@Nullable Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++index, Types.BIGINT);
      return this;
    }
    return set((Object) value);
  }

  Parameters json(@Nullable Object value) throws SQLException {
    return set(value == null ? null : new String(EventJson.write(value), StandardCharsets.UTF_8));
  }
}
