package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Keeps the counters of causes: all cells at once, always in the same order. */
@Singleton
class CauseFollower implements Follower {
  private static final Adding ADDING =
      new Adding(
          "cause_counters",
          List.of(
              "storefront text",
              "level int",
              "product text",
              "at timestamptz",
              "aspect text",
              "country text",
              "channel text",
              "language text"),
          List.of(
              "negative bigint",
              "neutral bigint",
              "positive bigint",
              "rated bigint",
              "rating_sum bigint",
              "rating_squares bigint"));

  private record Row(CauseLevel level, CauseCell cell, CauseCounts counts) {}

  @Override
  public After after() {
    return After.COUNTERS;
  }

  @Override
  public void follow(Connection connection, List<Change> changes) throws SQLException {
    var tally = CauseTally.of(changes);
    var rows = new ArrayList<Row>();
    for (var level : CauseLevel.values()) {
      tally.of(level).forEach((cell, n) -> rows.add(new Row(level, cell, n)));
    }
    ADDING.add(
        connection,
        rows,
        (sql, some) ->
            sql.texts(column(some, CauseCell::storefront))
                .arg(some.stream().mapToInt(r -> r.level().id()).toArray())
                .texts(column(some, CauseCell::product))
                .array("timestamptz", column(some, CauseCell::at))
                .texts(column(some, CauseCell::aspect))
                .texts(column(some, CauseCell::country))
                .texts(column(some, CauseCell::channel))
                .texts(column(some, CauseCell::language))
                .arg(numbers(some, CauseCounts::negative))
                .arg(numbers(some, CauseCounts::neutral))
                .arg(numbers(some, CauseCounts::positive))
                .arg(numbers(some, CauseCounts::rated))
                .arg(numbers(some, CauseCounts::ratingSum))
                .arg(numbers(some, CauseCounts::ratingSquares)));
  }

  private static <T> List<T> column(List<Row> rows, Function<CauseCell, T> value) {
    return rows.stream().map(r -> value.apply(r.cell())).toList();
  }

  private static long[] numbers(List<Row> rows, ToLongFunction<CauseCounts> number) {
    return rows.stream().mapToLong(r -> number.applyAsLong(r.counts())).toArray();
  }
}
