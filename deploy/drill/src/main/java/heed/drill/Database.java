package heed.drill;

import heed.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** One service's database, read past the service; each question on a connection of its own. */
final class Database {
  private final EmbeddedPostgres postgres;
  private final String name;
  private final String role;

  Database(EmbeddedPostgres postgres, String name, String role) {
    this.postgres = postgres;
    this.name = name;
    this.role = role;
  }

  String name() {
    return name;
  }

  Connection connect() throws SQLException {
    try {
      return DriverManager.getConnection(postgres.jdbcUrl(name), role, postgres.password(role));
    } catch (IOException e) {
      throw new SQLException(e);
    }
  }

  /** What is done with the rows of an answer. */
  interface Rows<T> {
    T read(ResultSet rows) throws SQLException;
  }

  <T> T ask(Rows<T> rows, String sql, Object... values) throws SQLException {
    try (var connection = connect();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var found = statement.executeQuery()) {
        return rows.read(found);
      }
    }
  }

  long number(String sql, Object... values) throws SQLException {
    return ask(rows -> rows.next() ? rows.getLong(1) : 0, sql, values);
  }

  String text(String sql, Object... values) throws SQLException {
    return ask(rows -> rows.next() ? String.valueOf(rows.getString(1)) : "", sql, values);
  }

  /** Ids in the first column, numbers in the second. */
  Map<UUID, Integer> numbers(String sql, Object... values) throws SQLException {
    return ask(
        rows -> {
          var found = new HashMap<UUID, Integer>();
          while (rows.next()) {
            found.merge(rows.getObject(1, UUID.class), rows.getInt(2), (a, b) -> a + b);
          }
          return found;
        },
        sql,
        values);
  }

  int execute(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
