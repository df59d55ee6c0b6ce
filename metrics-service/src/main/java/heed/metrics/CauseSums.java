package heed.metrics;

import heed.events.Tags;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sums of causes over a window: counters where they are whole, facts at the edges. */
final class CauseSums {
  private static final String SUMS =
      "sum(negative) as negative, sum(neutral) as neutral, sum(positive) as positive,"
          + " sum(rated) as rated, sum(rating_sum) as rating_sum, sum(rating_squares) as rating_squares";

  /** Per aspect over {@code (from, to]}; what nobody names is absent. */
  static Map<Tags.Aspect, CauseCounts> of(Connection connection, Cut cut, Instant from, Instant to)
      throws SQLException {
    var args = new ArrayList<Object>();
    var parts =
        CauseSpan.of(from, to, CauseLevel.hours(cut), CauseLevel.days(cut)).stream()
            .map(span -> part(cut, span, args))
            .collect(Collectors.joining(" union all "));
    var sums = new EnumMap<Tags.Aspect, CauseCounts>(Tags.Aspect.class);
    try (var statement =
        connection.prepareStatement(
            "select aspect, " + SUMS + " from (" + parts + ") as parts group by aspect")) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var counts = counts(rows);
          if (!counts.isZero()) {
            sums.put(Tags.Aspect.valueOf(rows.getString("aspect")), counts);
          }
        }
      }
    }
    return sums;
  }

  static CauseCounts counts(ResultSet rows) throws SQLException {
    return new CauseCounts(
        rows.getLong("negative"),
        rows.getLong("neutral"),
        rows.getLong("positive"),
        rows.getLong("rated"),
        rows.getLong("rating_sum"),
        rows.getLong("rating_squares"));
  }

  private static String part(Cut cut, CauseSpan span, List<Object> args) {
    args.add(cut.storefronts());
    args.add(span.from());
    args.add(span.to());
    var sql =
        new StringBuilder("select aspect, ")
            .append(SUMS)
            .append(" from ")
            .append(span.level() == null ? "named_causes" : "kept_causes")
            .append(" where storefront = any(?) and at ")
            .append(span.first() ? ">= ?" : "> ?")
            .append(" and at ")
            .append(span.last() ? "<= ?" : "< ?");
    if (span.level() != null) {
      sql.append(" and level = ").append(span.level().id());
      if (!span.level().knows(Dimension.PRODUCT)) {
        sql.append(" and product = ''");
      }
    }
    cut.filters()
        .forEach(
            (dimension, value) -> {
              sql.append(" and ").append(dimension.column()).append(" = ?");
              args.add(value);
            });
    return sql.append(" group by 1").toString();
  }

  private CauseSums() {}
}
