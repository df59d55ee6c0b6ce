package heed.metrics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Adds numbers to the rows of a table, all in one statement and always in the same order. Nearly
 * all rows are there, and an update is two thirds of the work of an {@code insert ... on conflict},
 * which locks each row before it writes it; what is not there is inserted after.
 *
 * <p>Copies side by side cannot wait for each other in a ring: rows are updated in order, new ones
 * inserted in order, and nobody waits for an update while others wait for what he inserted. Who
 * finds that another one was quicker to insert takes all of it back and begins anew.
 */
final class Adding {
  private static final int MOST_RACES = 20;

  /** How rows are told to a statement: their keys and numbers, column by column. */
  interface Binding<R> {
    void to(Sql sql, List<R> rows) throws SQLException;
  }

  private final String update;
  private final String insert;

  /**
   * @param keys names of the columns of the key and the types they are told as, such as {@code
   *     product text}
   * @param numbers the same of what is added to
   */
  Adding(String table, List<String> keys, List<String> numbers) {
    var columns = new ArrayList<>(keys);
    columns.addAll(numbers);
    var told = list(columns, "?::$type[]");
    update =
        "update %s c set %s from unnest(%s) with ordinality as n (%s, place) where %s returning n.place"
            .formatted(
                table,
                list(numbers, "$name = c.$name + n.$name"),
                told,
                list(columns, "$name"),
                list(keys, "c.$name = n.$name").replace(", ", " and "));
    insert =
        "insert into %s (%s) select * from unnest(%s) on conflict do nothing"
            .formatted(table, list(columns, "$name"), told);
  }

  /**
   * @param rows each key once, in the order of the keys
   * @throws SQLTransientException if other copies insert the same ones again and again
   */
  <R> void add(Connection connection, List<R> rows, Binding<R> binding) throws SQLException {
    for (var races = 0; races < MOST_RACES && !rows.isEmpty(); races++) {
      var savepoint = connection.setSavepoint();
      var absent = update(connection, rows, binding);
      if (absent.isEmpty() || insert(connection, absent, binding) == absent.size()) {
        connection.releaseSavepoint(savepoint);
        return;
      }
      connection.rollback(savepoint);
    }
    if (!rows.isEmpty()) {
      throw new SQLTransientException("other copies wrote these rows first", "40001");
    }
  }

  /** Answers those that are not there. */
  private <R> List<R> update(Connection connection, List<R> rows, Binding<R> binding)
      throws SQLException {
    var there = new BitSet(rows.size());
    try (var statement = connection.prepareStatement(update)) {
      binding.to(new Sql(connection, statement), rows);
      try (var places = statement.executeQuery()) {
        while (places.next()) {
          there.set(places.getInt(1) - 1);
        }
      }
    }
    var absent = new ArrayList<R>(rows.size() - there.cardinality());
    for (var i = there.nextClearBit(0); i < rows.size(); i = there.nextClearBit(i + 1)) {
      absent.add(rows.get(i));
    }
    return absent;
  }

  private <R> int insert(Connection connection, List<R> rows, Binding<R> binding)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      binding.to(new Sql(connection, statement), rows);
      return statement.executeUpdate();
    }
  }

  private static String list(List<String> columns, String form) {
    return columns.stream()
        .map(c -> c.split(" "))
        .map(c -> form.replace("$name", c[0]).replace("$type", c[1]))
        .collect(Collectors.joining(", "));
  }
}
