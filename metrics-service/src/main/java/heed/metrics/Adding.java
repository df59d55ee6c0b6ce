package heed.metrics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Adds numbers to the rows of a table, all in one statement. Nearly all rows are there, and an
 * update is two thirds of the work of an {@code insert ... on conflict}, which locks each row
 * before it writes it; what is not there is inserted after. Whoever adds holds {@link
 * FoldingLocks#COUNTING}, so that nobody else inserts or updates meanwhile.
 *
 * <p>The numbers of a row travel as one text: an array per column is taken apart by the database
 * value by value before the first row is looked at, and an array of all is copied for each row.
 */
final class Adding {
  /** How the keys of rows are told to a statement, column by column. */
  interface Binding<R> {
    void to(Sql sql, List<R> rows) throws SQLException;
  }

  /** The numbers of one row, in the order of the columns. */
  interface Numbers<R> {
    void of(R row, long[] to);
  }

  private final String update;
  private final String insert;
  private final int width;

  /**
   * @param keys names of the columns of the key and the types they are told as, such as {@code
   *     product text}
   * @param numbers names of the columns that are added to, and their types
   */
  Adding(String table, List<String> keys, List<String> numbers) {
    width = numbers.size();
    var rows =
        "(select %2$s, place, told::bigint[] as m from unnest(%1$s, ?::text[]) with ordinality as u (%2$s, told, place) offset 0) as n"
            .formatted(list(keys, "?::$type[]"), list(keys, "$name"));
    update =
        "update %s c set %s from %s where %s returning n.place"
            .formatted(
                table,
                IntStream.range(0, width)
                    .mapToObj(i -> "%1$s = c.%1$s + %2$s".formatted(name(numbers.get(i)), told(i)))
                    .collect(Collectors.joining(", ")),
                rows,
                list(keys, "c.$name = n.$name").replace(", ", " and "));
    insert =
        "insert into %s (%s, %s) select %s, %s from %s on conflict do nothing"
            .formatted(
                table,
                list(keys, "$name"),
                list(numbers, "$name"),
                list(keys, "n.$name"),
                IntStream.range(0, width).mapToObj(Adding::told).collect(Collectors.joining(", ")),
                rows);
  }

  private static String told(int column) {
    return "n.m[" + (column + 1) + "]";
  }

  /**
   * @param rows each key once
   * @throws SQLTransientException if somebody who does not count as we do inserted one of them
   */
  <R> void add(Connection connection, List<R> rows, Binding<R> keys, Numbers<R> numbers)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    var absent = update(connection, rows, keys, numbers);
    if (!absent.isEmpty() && insert(connection, absent, keys, numbers) != absent.size()) {
      throw new SQLTransientException("another copy wrote one of these rows first", "40001");
    }
  }

  /** Answers those that are not there. */
  private <R> List<R> update(
      Connection connection, List<R> rows, Binding<R> keys, Numbers<R> numbers)
      throws SQLException {
    var there = new BitSet(rows.size());
    try (var statement = connection.prepareStatement(update)) {
      bind(connection, statement, rows, keys, numbers);
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

  private <R> int insert(Connection connection, List<R> rows, Binding<R> keys, Numbers<R> numbers)
      throws SQLException {
    try (var statement = connection.prepareStatement(insert)) {
      bind(connection, statement, rows, keys, numbers);
      return statement.executeUpdate();
    }
  }

  private <R> void bind(
      Connection connection,
      PreparedStatement statement,
      List<R> rows,
      Binding<R> keys,
      Numbers<R> numbers)
      throws SQLException {
    var sql = new Sql(connection, statement);
    keys.to(sql, rows);
    var told = new long[width];
    var text = new StringBuilder();
    sql.texts(
        rows,
        row -> {
          numbers.of(row, told);
          text.setLength(0);
          for (var number : told) {
            text.append(text.isEmpty() ? '{' : ',').append(number);
          }
          return text.append('}').toString();
        });
  }

  private static String name(String column) {
    return column.split(" ")[0];
  }

  private static String list(List<String> columns, String form) {
    return columns.stream()
        .map(c -> c.split(" "))
        .map(c -> form.replace("$name", c[0]).replace("$type", c[c.length - 1]))
        .collect(Collectors.joining(", "));
  }
}
