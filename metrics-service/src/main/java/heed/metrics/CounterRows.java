package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adds to the counters, all cells in one statement and always in the same order. Only families of
 * measures that the batch changes are named: most batches know no effort score and no thumb, and a
 * column less is a column less of every row.
 */
final class CounterRows {
  private static final String KEY = "storefront, grain, product, at, country, channel, language";
  private static final String KEYS =
      "?::text[], ?::int[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[]";

  /** What a review has or has not is changed together. */
  private static final List<Set<Measure>> FAMILIES =
      List.of(
          EnumSet.range(Measure.REVIEWS, Measure.STARS_5),
          EnumSet.range(Measure.POINTS_1, Measure.POINTS_10),
          EnumSet.range(Measure.THUMBS_0, Measure.THUMBS_1),
          EnumSet.range(Measure.NEGATIVE, Measure.UNTAGGED),
          EnumSet.range(Measure.NPS_0, Measure.NPS_10),
          EnumSet.range(Measure.CSAT_1, Measure.CSAT_5),
          EnumSet.range(Measure.CES_1, Measure.CES_7),
          EnumSet.range(Measure.CASES, Measure.RECOVERED),
          EnumSet.range(Measure.MET, Measure.CANCELLED),
          EnumSet.of(Measure.REVIEWERS));

  private static final Map<Set<Measure>, String> STATEMENTS = new ConcurrentHashMap<>();

  private record Row<T>(Grain grain, Cell cell, T change) {}

  static void add(Connection connection, Tally tally) throws SQLException {
    var rows = new ArrayList<Row<Counts>>();
    tally.forEach(
        (grain, cells) -> cells.forEach((cell, n) -> rows.add(new Row<>(grain, cell, n))));
    if (!rows.isEmpty()) {
      var measures = changed(rows);
      try (var statement =
          connection.prepareStatement(
              STATEMENTS.computeIfAbsent(measures, CounterRows::statement))) {
        var sql = new Sql(connection, statement);
        keys(sql, rows);
        for (var measure : measures) {
          sql.arg(rows.stream().mapToInt(r -> Math.toIntExact(r.change().get(measure))).toArray());
        }
        statement.executeUpdate();
      }
    }
    ResponseRows.add(connection, tally);
  }

  private static Set<Measure> changed(List<Row<Counts>> rows) {
    var some = EnumSet.noneOf(Measure.class);
    for (var row : rows) {
      for (var measure : Measure.values()) {
        if (row.change().get(measure) != 0) {
          some.add(measure);
        }
      }
    }
    var all = EnumSet.noneOf(Measure.class);
    for (var family : FAMILIES) {
      if (!Collections.disjoint(family, some)) {
        all.addAll(family);
      }
    }
    return all;
  }

  private static String statement(Set<Measure> measures) {
    return "insert into counters (%s, %s) select * from unnest(%s, %s) on conflict (%s) do update set %s"
        .formatted(
            KEY,
            columns(measures, "%s"),
            KEYS,
            columns(measures, "?::int[]"),
            KEY,
            columns(measures, "%s = counters.%s + excluded.%s"));
  }

  private static String columns(Set<Measure> measures, String form) {
    return measures.stream()
        .map(m -> form.replace("%s", m.column()))
        .collect(Collectors.joining(", "));
  }

  private static <T> void keys(Sql sql, List<Row<T>> rows) throws SQLException {
    sql.texts(column(rows, r -> r.cell().storefront()))
        .arg(rows.stream().mapToInt(r -> r.grain().id()).toArray())
        .texts(column(rows, r -> r.cell().product()))
        .array("timestamptz", column(rows, r -> r.cell().at()))
        .texts(column(rows, r -> r.cell().country()))
        .texts(column(rows, r -> r.cell().channel()))
        .texts(column(rows, r -> r.cell().language()));
  }

  private static <T, V> List<V> column(List<Row<T>> rows, Function<Row<T>, V> value) {
    return rows.stream().map(value).toList();
  }

  /** Times to answer, sixteen buckets a row. */
  private static final class ResponseRows {
    private static final String ADD =
        "insert into response_times ("
            + KEY
            + ", stripe, "
            + ResponseTimes.columns("%s")
            + ") select * from unnest("
            + KEYS
            + ", ?::int[], "
            + ResponseTimes.columns("?::int[]")
            + ") on conflict ("
            + KEY
            + ", stripe) do update set "
            + ResponseTimes.columns("%s = response_times.%s + excluded.%s");

    static void add(Connection connection, Tally tally) throws SQLException {
      var rows = new ArrayList<Row<Map.Entry<Integer, long[]>>>();
      for (var grain : Grain.values()) {
        tally
            .responses(grain)
            .forEach(
                (cell, buckets) ->
                    ResponseTimes.stripes(buckets)
                        .entrySet()
                        .forEach(stripe -> rows.add(new Row<>(grain, cell, stripe))));
      }
      if (rows.isEmpty()) {
        return;
      }
      try (var statement = connection.prepareStatement(ADD)) {
        var sql = new Sql(connection, statement);
        keys(sql, rows);
        sql.arg(rows.stream().mapToInt(r -> r.change().getKey()).toArray());
        for (var i = 0; i < ResponseTimes.STRIPE; i++) {
          var slot = i;
          sql.arg(
              rows.stream().mapToInt(r -> Math.toIntExact(r.change().getValue()[slot])).toArray());
        }
        statement.executeUpdate();
      }
    }

    private ResponseRows() {}
  }

  private CounterRows() {}
}
