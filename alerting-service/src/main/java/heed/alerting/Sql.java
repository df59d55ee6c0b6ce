package heed.alerting;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values travel to the database and back. */
public final class Sql {
  private Sql() {}

  /** Reads the current row. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public static <T> List<T> list(
      Connection connection, String sql, Reader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (var statement = bound(connection, sql, values);
        var rows = statement.executeQuery()) {
      var list = new java.util.ArrayList<T>();
      while (rows.next()) {
        list.add(reader.read(rows));
      }
      return list;
    }
  }

  public static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (var statement = bound(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement bound(
      Connection connection, String sql, @Nullable Object... values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (var i = 0; i < values.length; i++) {
      var value = values[i];
      switch (value) {
        case Collection<?> several -> statement.setArray(i + 1, texts(connection, several));
        case Instant at -> statement.setObject(i + 1, at.atOffset(ZoneOffset.UTC));
        case null, default -> statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  /** Every value as text: the statement says what the array is. */
  public static Array texts(Connection connection, Collection<?> values) throws SQLException {
    return connection.createArrayOf(
        "text", values.stream().map(v -> v == null ? null : v.toString()).toArray());
  }

  public static <T> Collection<?> column(List<T> rows, Function<T, @Nullable Object> column) {
    var values = new java.util.ArrayList<@Nullable Object>();
    rows.forEach(row -> values.add(column.apply(row)));
    return values;
  }

  public static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public static @Nullable Instant atOrNull(ResultSet row, String column) throws SQLException {
    @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
