package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Proves that rows kept beside the facts follow from them, and mends them day by day.
 *
 * @param tables locked while a day is mended: who folds meanwhile has either committed what is read
 *     here, or adds to what was mended
 * @param comparing tells storefront, UTC day and one line of each row that is not what it must be
 * @param mending statements that replace the rows of one storefront from one instant to another;
 *     each takes storefront, from, to
 */
record DayRecount(
    Transactions transactions, List<String> tables, List<String> comparing, List<String> mending) {

  private record Difference(String storefront, LocalDate day, String told) {}

  /** What differs, told one line each; nothing if all is well. */
  List<String> differences() {
    return transactions.read(this::read).stream().map(Difference::told).toList();
  }

  /**
   * Mends every day that differs, each in a transaction of its own.
   *
   * @return how many days were mended
   */
  int mend() throws SQLException {
    var days = new TreeMap<String, TreeSet<LocalDate>>();
    for (var difference : transactions.read(this::read)) {
      days.computeIfAbsent(difference.storefront(), s -> new TreeSet<>()).add(difference.day());
    }
    for (var storefront : days.entrySet()) {
      for (var day : storefront.getValue()) {
        mend(storefront.getKey(), day);
      }
    }
    return days.values().stream().mapToInt(TreeSet::size).sum();
  }

  private void mend(String storefront, LocalDate day) throws SQLException {
    var from = start(day);
    var to = start(day.plusDays(1));
    transactions.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute(
                "lock table " + String.join(", ", tables) + " in share row exclusive mode");
          }
          for (var sql : mending) {
            try (var statement = connection.prepareStatement(sql)) {
              new Sql(connection, statement).arg(storefront).arg(from).arg(to);
              statement.executeUpdate();
            }
          }
          return null;
        });
  }

  private List<Difference> read(Connection connection) throws SQLException {
    var found = new ArrayList<Difference>();
    for (var sql : comparing) {
      try (var statement = connection.prepareStatement(sql);
          var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Difference(
                  rows.getString(1), rows.getObject(2, LocalDate.class), rows.getString(3)));
        }
      }
    }
    return found;
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
