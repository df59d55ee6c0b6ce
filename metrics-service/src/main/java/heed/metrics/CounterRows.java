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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adds to the counters, always in the same order. Only families of measures that the batch changes
 * are named: most batches know no effort score and no thumb, and a column less is a column less of
 * every row.
 */
final class CounterRows {
  private static final List<String> KEY =
      List.of(
          "storefront text",
          "grain int",
          "product text",
          "at timestamptz",
          "country text",
          "channel text",
          "language text");

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

  private static final Map<Set<Measure>, Adding> STATEMENTS = new ConcurrentHashMap<>();

  private record Row<T>(Grain grain, Cell cell, T change) {}

  static void add(Connection connection, Tally tally) throws SQLException {
    var rows = new ArrayList<Row<Counts>>();
    tally.forEach(
        (grain, cells) -> cells.forEach((cell, n) -> rows.add(new Row<>(grain, cell, n))));
    var measures = changed(rows);
    STATEMENTS
        .computeIfAbsent(measures, CounterRows::statement)
        .add(
            connection,
            rows,
            CounterRows::keys,
            (row, to) -> {
              var next = 0;
              for (var measure : measures) {
                to[next++] = row.change().get(measure);
              }
            });
    ReviewerRows.add(connection, tally);
    ResponseRows.add(connection, tally);
  }

  private static Set<Measure> changed(List<Row<Counts>> rows) {
    var some = EnumSet.noneOf(Measure.class);
    rows.forEach(row -> row.change().changed(some));
    var all = EnumSet.noneOf(Measure.class);
    for (var family : FAMILIES) {
      if (!Collections.disjoint(family, some)) {
        all.addAll(family);
      }
    }
    return all;
  }

  private static Adding statement(Set<Measure> measures) {
    return new Adding("counters", KEY, measures.stream().map(Measure::column).toList());
  }

  private static <T> void keys(Sql sql, List<Row<T>> rows) throws SQLException {
    sql.texts(rows, r -> r.cell().storefront())
        .numbers(rows, r -> r.grain().id())
        .texts(rows, r -> r.cell().product())
        .instants(rows, r -> r.cell().at())
        .texts(rows, r -> r.cell().country())
        .texts(rows, r -> r.cell().channel())
        .texts(rows, r -> r.cell().language());
  }

  /** Times to answer, sixteen buckets a row. */
  private static final class ResponseRows {
    private static final Adding ADDING =
        new Adding(
            "response_times",
            Stream.concat(KEY.stream(), Stream.of("stripe int")).toList(),
            IntStream.range(0, ResponseTimes.STRIPE).mapToObj(i -> "n_" + i).toList());

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
      ADDING.add(
          connection,
          rows,
          (sql, some) -> {
            keys(sql, some);
            sql.numbers(some, r -> r.change().getKey());
          },
          (row, to) -> System.arraycopy(row.change().getValue(), 0, to, 0, ResponseTimes.STRIPE));
    }

    private ResponseRows() {}
  }

  private CounterRows() {}
}
