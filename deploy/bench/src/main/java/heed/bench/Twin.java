package heed.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of the same shape as one of a service: columns, defaults, checks and indexes, no foreign
 * keys. Rows that the service wrote are read back and inserted here, which is the floor.
 */
final class Twin {
  private static final String SCHEMA = "bench";

  private final String table;
  private final List<String> columns;
  private List<List<@Nullable String>> rows = List.of();

  private Twin(String table, List<String> columns) {
    this.table = table;
    this.columns = columns;
  }

  static Twin of(Connection connection, String table) throws SQLException {
    execute(connection, "create schema if not exists " + SCHEMA);
    execute(connection, "drop table if exists " + SCHEMA + "." + table);
    execute(
        connection,
        "create table %s.%s (like public.%s including defaults including constraints including indexes)"
            .formatted(SCHEMA, table, table));
    var columns = new ArrayList<String>();
    try (var found = connection.getMetaData().getColumns(null, SCHEMA, table, null)) {
      while (found.next()) {
        columns.add(found.getString("COLUMN_NAME"));
      }
    }
    return new Twin(table, List.copyOf(columns));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Reads what is to be inserted.
   *
   * @param query of all columns in their order
   */
  Twin fill(Connection connection, String query, String parameter) throws SQLException {
    var read = new ArrayList<List<@Nullable String>>();
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, parameter);
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          var row = new ArrayList<@Nullable String>();
          for (var i = 1; i <= columns.size(); i++) {
            row.add(found.getString(i));
          }
          read.add(row);
        }
      }
    }
    rows = read;
    return this;
  }

  /** The columns, for a query; of that table of the query. */
  String columns(String alias) {
    return String.join(", ", columns.stream().map(column -> alias + "." + column).toList());
  }

  int size() {
    return rows.size();
  }

  void empty(Connection connection) throws SQLException {
    execute(connection, "truncate " + SCHEMA + "." + table);
  }

  /** Those rows as a JDBC batch. */
  void batch(Connection connection, int from, int to) throws SQLException {
    try (var statement = connection.prepareStatement(insert(1))) {
      for (var row : rows.subList(Math.min(from, size()), Math.min(to, size()))) {
        bind(statement, row, 1);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** All rows by statements of so many rows, and transactions of so many, of which it is a part. */
  void multiRow(Connection connection, int rowsEach, int rowsTogether) throws SQLException {
    for (var from = 0; from < size(); from += rowsEach) {
      if (from % rowsTogether == 0) {
        connection.commit();
      }
      var some = rows.subList(from, Math.min(size(), from + rowsEach));
      try (var statement = connection.prepareStatement(insert(some.size()))) {
        var next = 1;
        for (var row : some) {
          next = bind(statement, row, next);
        }
        statement.executeUpdate();
      }
    }
    connection.commit();
  }

  private String insert(int count) {
    var one = "(" + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    return "insert into %s.%s (%s) values %s"
        .formatted(
            SCHEMA,
            table,
            String.join(", ", columns),
            String.join(", ", Collections.nCopies(count, one)));
  }

  private static int bind(PreparedStatement statement, List<@Nullable String> row, int first)
      throws SQLException {
    var next = first;
    for (var value : row) {
      statement.setObject(next++, value, Types.OTHER); // the server knows the types
    }
    return next;
  }
}
