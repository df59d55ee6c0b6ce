package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Keeps the counters of causes: many cells per statement, always in the same order. */
@Singleton
class CauseFollower implements Follower {
  private static final String ADD =
      """
      insert into cause_counters as c (storefront, level, product, at, aspect, country, channel,
        language, negative, neutral, positive, rated, rating_sum, rating_squares)
      select d.storefront, ?, d.product, d.at, d.aspect, d.country, d.channel, d.language,
        d.negative, d.neutral, d.positive, d.rated, d.rating_sum, d.rating_squares
      from unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
        as d (storefront, product, at, aspect, country, channel, language, negative, neutral,
          positive, rated, rating_sum, rating_squares)
      on conflict (storefront, level, product, at, aspect, country, channel, language) do update set
        negative = c.negative + excluded.negative,
        neutral = c.neutral + excluded.neutral,
        positive = c.positive + excluded.positive,
        rated = c.rated + excluded.rated,
        rating_sum = c.rating_sum + excluded.rating_sum,
        rating_squares = c.rating_squares + excluded.rating_squares
      """;

  @Override
  public void follow(Connection connection, List<Change> changes) throws SQLException {
    var tally = CauseTally.of(changes);
    for (var level : CauseLevel.values()) {
      add(connection, level, tally.of(level));
    }
  }

  private static void add(
      Connection connection, CauseLevel level, Map<CauseCell, CauseCounts> changes)
      throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(ADD)) {
      var cells = changes.keySet();
      var counts = changes.values();
      new Sql(connection, statement)
          .arg(level.id())
          .texts(column(cells, CauseCell::storefront))
          .texts(column(cells, CauseCell::product))
          .array("timestamptz", column(cells, CauseCell::at))
          .texts(column(cells, CauseCell::aspect))
          .texts(column(cells, CauseCell::country))
          .texts(column(cells, CauseCell::channel))
          .texts(column(cells, CauseCell::language))
          .arg(numbers(counts, CauseCounts::negative))
          .arg(numbers(counts, CauseCounts::neutral))
          .arg(numbers(counts, CauseCounts::positive))
          .arg(numbers(counts, CauseCounts::rated))
          .arg(numbers(counts, CauseCounts::ratingSum))
          .arg(numbers(counts, CauseCounts::ratingSquares));
      statement.executeUpdate();
    }
  }

  private static <T> List<T> column(Collection<CauseCell> cells, Function<CauseCell, T> value) {
    return cells.stream().map(value).toList();
  }

  private static long[] numbers(
      Collection<CauseCounts> counts, ToLongFunction<CauseCounts> number) {
    return counts.stream().mapToLong(number).toArray();
  }
}
