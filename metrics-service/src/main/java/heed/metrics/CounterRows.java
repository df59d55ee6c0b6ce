package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Adds to the counters, many cells per statement and always in the same order. */
final class CounterRows {
  private static final String ADD =
      "insert into counters (storefront, grain, product, at, country, channel, language, "
          + Measure.columns("%s")
          + ") select storefront, ?, product, at, country, channel, language, "
          + Measure.columns("%s")
          + " from unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], "
          + Measure.columns("?::int[]")
          + ") as d (storefront, product, at, country, channel, language, "
          + Measure.columns("%s")
          + ") on conflict (storefront, grain, product, at, country, channel, language)"
          + " do update set "
          + Measure.columns("%s = counters.%s + excluded.%s");

  private static final String ADD_RESPONSES =
      """
      insert into response_times (storefront, product, at, country, channel, language, bucket, n)
      select * from unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
        ?::int[], ?::int[])
      on conflict (storefront, at, product, country, channel, language, bucket)
        do update set n = response_times.n + excluded.n
      """;

  static void add(Connection connection, Tally tally) throws SQLException {
    for (var grain : Grain.values()) {
      add(connection, grain, tally.of(grain));
    }
    addResponses(connection, tally.responses());
  }

  private static void add(Connection connection, Grain grain, Map<Cell, Counts> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(ADD)) {
      var sql = new Sql(connection, statement).arg(grain.id());
      cells(sql, new ArrayList<>(changes.keySet()));
      for (var measure : Measure.values()) {
        sql.arg(changes.values().stream().mapToInt(c -> Math.toIntExact(c.get(measure))).toArray());
      }
      statement.executeUpdate();
    }
  }

  private static void addResponses(
      Connection connection, Map<Cell, ? extends Map<Integer, Long>> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    var cells = new ArrayList<Cell>();
    var buckets = Stream.<Integer>builder();
    var counts = Stream.<Long>builder();
    changes.forEach(
        (cell, perBucket) ->
            perBucket.forEach(
                (bucket, n) -> {
                  cells.add(cell);
                  buckets.add(bucket);
                  counts.add(n);
                }));
    try (var statement = connection.prepareStatement(ADD_RESPONSES)) {
      var sql = new Sql(connection, statement);
      cells(sql, cells);
      sql.arg(buckets.build().mapToInt(Integer::intValue).toArray())
          .arg(counts.build().mapToInt(Math::toIntExact).toArray());
      statement.executeUpdate();
    }
  }

  private static void cells(Sql sql, List<Cell> cells) throws SQLException {
    sql.texts(column(cells, Cell::storefront))
        .texts(column(cells, Cell::product))
        .array("timestamptz", column(cells, Cell::at))
        .texts(column(cells, Cell::country))
        .texts(column(cells, Cell::channel))
        .texts(column(cells, Cell::language));
  }

  private static <T> List<T> column(List<Cell> cells, Function<Cell, T> value) {
    return cells.stream().map(value).toList();
  }

  private CounterRows() {}
}
