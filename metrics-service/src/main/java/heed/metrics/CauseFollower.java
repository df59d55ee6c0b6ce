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
              "negative", "neutral", "positive", "rated", "rating_sum", "rating_squares"));

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
            sql.texts(some, r -> r.cell().storefront())
                .numbers(some, r -> r.level().id())
                .texts(some, r -> r.cell().product())
                .instants(some, r -> r.cell().at())
                .texts(some, r -> r.cell().aspect())
                .texts(some, r -> r.cell().country())
                .texts(some, r -> r.cell().channel())
                .texts(some, r -> r.cell().language()),
        (row, to) -> row.counts().to(to, 0));
  }
}
