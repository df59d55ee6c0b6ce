package heed.metrics;

import heed.events.Tags;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Keeps the sums of causes: all cells at once. */
@Singleton
class CauseFollower implements Follower {
  private static final Adding ADDING =
      new Adding(
          "cause_sums",
          List.of(
              "storefront text",
              "level int",
              "product text",
              "at timestamptz",
              "country text",
              "channel text",
              "language text"),
          Stream.of(Tags.Aspect.values())
              .flatMap(
                  aspect ->
                      CauseCounts.COLUMNS.stream()
                          .map(c -> aspect.name().toLowerCase(Locale.ROOT) + "_" + c))
              .toList());

  private record Row(CauseLevel level, CauseCell cell, long[] numbers) {}

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
                .texts(some, r -> r.cell().country())
                .texts(some, r -> r.cell().channel())
                .texts(some, r -> r.cell().language()),
        (row, to) -> System.arraycopy(row.numbers(), 0, to, 0, CauseTally.WIDTH));
  }
}
