package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts all facts anew, in SQL where the folding counts in Java, and compares: whatever came in
 * whatever order, counters = recount from facts.
 */
@Singleton
class Recount {
  private static final String SUMS = Measure.columns("coalesce(sum(%s), 0) as %s");
  private static final String CELL = "storefront, product, country, channel, language";

  private final Transactions transactions;

  Recount(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What differs, told one line each; nothing if all is well. */
  List<String> differences() {
    return transactions.read(
        connection -> {
          var differences = new ArrayList<String>();
          for (var grain : Grain.values()) {
            compare(
                grain.name(), recounted(connection, grain), kept(connection, grain), differences);
          }
          compare(
              "RESPONSES", recountedResponses(connection), keptResponses(connection), differences);
          return differences;
        });
  }

  private static <T> void compare(
      String what, Map<Cell, T> recounted, Map<Cell, T> kept, List<String> differences) {
    recounted.forEach(
        (cell, n) -> {
          if (!n.equals(kept.get(cell))) {
            differences.add(what + " " + cell + ": facts " + n + ", counters " + kept.get(cell));
          }
        });
    kept.forEach(
        (cell, n) -> {
          if (!recounted.containsKey(cell)) {
            differences.add(what + " " + cell + ": no facts, counters " + n);
          }
        });
  }

  private static Map<Cell, Counts> recounted(Connection connection, Grain grain)
      throws SQLException {
    var product = grain == Grain.PRODUCT_HOUR ? "product" : "'' as product";
    var span = grain == Grain.DAY ? "day" : "hour";
    return counts(
        connection,
        "select storefront, %s, country, channel, language, date_trunc('%s', at, 'UTC') as at, %s"
                .formatted(product, span, SUMS)
            + " from counted group by 1, 2, 3, 4, 5, 6");
  }

  private static Map<Cell, Counts> kept(Connection connection, Grain grain) throws SQLException {
    return counts(
        connection,
        "select "
            + CELL
            + ", at, "
            + Measure.columns("%s")
            + " from counters where grain = "
            + grain.id());
  }

  private static Map<Cell, Counts> counts(Connection connection, String sql) throws SQLException {
    var cells = new TreeMap<Cell, Counts>();
    try (var statement = connection.prepareStatement(sql);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var counts = new Counts();
        for (var measure : Measure.values()) {
          counts.add(measure, rows.getLong(measure.column()));
        }
        if (!counts.isZero()) {
          cells.put(cell(rows), counts);
        }
      }
    }
    return cells;
  }

  private static Map<Cell, Map<Integer, Long>> recountedResponses(Connection connection)
      throws SQLException {
    var responses = new TreeMap<Cell, Map<Integer, Long>>();
    try (var statement =
            connection.prepareStatement(
                "select storefront, coalesce(case_product, '') as product,"
                    + " coalesce(case_country, '') as country, coalesce(case_channel, '') as channel,"
                    + " coalesce(case_language, '') as language,"
                    + " date_trunc('hour', case_answered_at, 'UTC') as at,"
                    + " extract(epoch from case_answered_at - case_started_at) * 1000 as millis"
                    + " from reviews where case_answered_at is not null");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var bucket = ResponseTimes.bucket(Duration.ofMillis(rows.getLong("millis")));
        responses.computeIfAbsent(cell(rows), c -> new TreeMap<>()).merge(bucket, 1L, Long::sum);
      }
    }
    return responses;
  }

  private static Map<Cell, Map<Integer, Long>> keptResponses(Connection connection)
      throws SQLException {
    var responses = new TreeMap<Cell, Map<Integer, Long>>();
    try (var statement =
            connection.prepareStatement(
                "select " + CELL + ", at, bucket, n from response_times where n <> 0");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        responses
            .computeIfAbsent(cell(rows), c -> new TreeMap<>())
            .put(rows.getInt("bucket"), rows.getLong("n"));
      }
    }
    return responses;
  }

  private static Cell cell(java.sql.ResultSet rows) throws SQLException {
    return new Cell(
        rows.getString("storefront"),
        rows.getString("product"),
        rows.getString("country"),
        rows.getString("channel"),
        rows.getString("language"),
        rows.getObject("at", OffsetDateTime.class).toInstant());
  }
}
