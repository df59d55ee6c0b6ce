package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Keeps the counters of causes: all cells in one statement, always in the same order. */
@Singleton
class CauseFollower implements Follower {
  private static final String ADD =
      """
      insert into cause_counters as c (storefront, level, product, at, aspect, country, channel,
        language, negative, neutral, positive, rated, rating_sum, rating_squares)
      select d.storefront, d.level, d.product, d.at, d.aspect, d.country, d.channel, d.language,
        d.negative, d.neutral, d.positive, d.rated, d.rating_sum, d.rating_squares
      from unnest(?::int[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
        as d (level, storefront, product, at, aspect, country, channel, language, negative, neutral,
          positive, rated, rating_sum, rating_squares)
      on conflict (storefront, level, product, at, aspect, country, channel, language) do update set
        negative = c.negative + excluded.negative,
        neutral = c.neutral + excluded.neutral,
        positive = c.positive + excluded.positive,
        rated = c.rated + excluded.rated,
        rating_sum = c.rating_sum + excluded.rating_sum,
        rating_squares = c.rating_squares + excluded.rating_squares
      """;

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
    if (!rows.isEmpty()) {
      add(connection, rows);
    }
  }

  private static void add(Connection connection, List<Row> rows) throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      new Sql(connection, statement)
          .arg(rows.stream().mapToInt(r -> r.level().id()).toArray())
          .texts(column(rows, CauseCell::storefront))
          .texts(column(rows, CauseCell::product))
          .array("timestamptz", column(rows, CauseCell::at))
          .texts(column(rows, CauseCell::aspect))
          .texts(column(rows, CauseCell::country))
          .texts(column(rows, CauseCell::channel))
          .texts(column(rows, CauseCell::language))
          .arg(numbers(rows, CauseCounts::negative))
          .arg(numbers(rows, CauseCounts::neutral))
          .arg(numbers(rows, CauseCounts::positive))
          .arg(numbers(rows, CauseCounts::rated))
          .arg(numbers(rows, CauseCounts::ratingSum))
          .arg(numbers(rows, CauseCounts::ratingSquares));
      statement.executeUpdate();
    }
  }

  private static <T> List<T> column(List<Row> rows, Function<CauseCell, T> value) {
    return rows.stream().map(r -> value.apply(r.cell())).toList();
  }

  private static long[] numbers(List<Row> rows, ToLongFunction<CauseCounts> number) {
    return rows.stream().mapToLong(r -> number.applyAsLong(r.counts())).toArray();
  }
}
