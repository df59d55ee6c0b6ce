package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sums over spans of time: counters where they are whole, facts at the edges. Reviewers among them
 * are those of whole spans; {@link ReviewerCount} adds the edges.
 */
final class Sums {
  private static final Set<Measure> ALL = EnumSet.allOf(Measure.class);

  /** What the rows of a sum are told apart by: an expression over them, and its arguments. */
  private record Group(String sql, List<Object> args) {}

  /** All of it. */
  static Counts of(Connection connection, Cut cut, Instant from, Instant to) throws SQLException {
    return of(connection, cut, ALL, from, to);
  }

  /** Of these measures alone. */
  static Counts of(Connection connection, Cut cut, Set<Measure> measures, Instant from, Instant to)
      throws SQLException {
    var spans = Span.of(from, to, Level.of(cut));
    var group = new Group("''", List.of());
    return grouped(connection, cut, measures, spans, group).getOrDefault("", new Counts());
  }

  /** Per value of a dimension; what is not known is the empty text. */
  static Map<String, Counts> by(
      Connection connection,
      Cut cut,
      Dimension dimension,
      Set<Measure> measures,
      Instant from,
      Instant to)
      throws SQLException {
    var named = EnumSet.of(dimension);
    named.addAll(cut.filters().keySet());
    var spans = Span.of(from, to, Level.of(named));
    return grouped(connection, cut, measures, spans, new Group(dimension.column(), List.of()));
  }

  /** Per step, by its beginning; steps in which nothing counted are absent. */
  static Map<Instant, Counts> by(
      Connection connection,
      Cut cut,
      NavigableSet<Instant> starts,
      Set<Measure> measures,
      Instant from,
      Instant to)
      throws SQLException {
    var inOrder = List.copyOf(starts);
    var group =
        new Group("width_bucket(at, ?::timestamptz[])::text", List.of(new Instants(inOrder)));
    var spans = Span.of(from, to, Level.of(cut), starts);
    var perStep = new HashMap<Instant, Counts>();
    grouped(connection, cut, measures, spans, group)
        .forEach((step, n) -> perStep.put(inOrder.get(Integer.parseInt(step) - 1), n));
    return perStep;
  }

  /** Everything ever of one product. */
  static Counts ofProduct(Connection connection, String storefront, String product)
      throws SQLException {
    var always = new Span(Grain.PRODUCT_DAY, Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));
    var cut = new Cut(List.of(storefront), Map.of(Dimension.PRODUCT, product));
    return grouped(connection, cut, ALL, List.of(always), new Group("''", List.of()))
        .getOrDefault("", new Counts());
  }

  /** First answers given, by the time they took. */
  static ResponseTimes responses(Connection connection, Cut cut, Instant from, Instant to)
      throws SQLException {
    var spans = Span.of(from, to, Level.of(cut));
    var counts = new TreeMap<Integer, Long>();
    var args = new ArrayList<Object>();
    var kept =
        Source.of(spans).stream()
            .filter(source -> source.grain() != null)
            .map(
                source ->
                    "select stripe, "
                        + ResponseTimes.columns("%s")
                        + " from response_times"
                        + where(cut, source.grain(), source.ranges(), args))
            .collect(Collectors.joining(" union all "));
    if (!kept.isEmpty()) {
      var sql =
          "select stripe, "
              + ResponseTimes.columns("sum(%s)")
              + " from ("
              + kept
              + ") as s group by stripe";
      try (var statement = connection.prepareStatement(sql)) {
        new Sql(connection, statement).args(args);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            for (var i = 0; i < ResponseTimes.STRIPE; i++) {
              var n = rows.getLong(i + 2);
              if (n != 0) {
                counts.merge(rows.getInt(1) * ResponseTimes.STRIPE + i, n, Long::sum);
              }
            }
          }
        }
      }
    }
    for (var source : Source.of(spans)) {
      if (source.grain() == null) {
        edges(connection, cut, source, counts);
      }
    }
    counts.values().removeIf(n -> n == 0);
    return new ResponseTimes(counts);
  }

  private static void edges(Connection connection, Cut cut, Source edges, Map<Integer, Long> counts)
      throws SQLException {
    var args = new ArrayList<Object>();
    args.add(cut.storefronts());
    var sql =
        "select (extract(epoch from case_answered_at - case_started_at) * 1000)::bigint"
            + " from reviews where case_id is not null and storefront = any(?) and "
            + within("case_answered_at", edges.ranges(), args)
            + filters(cut, "coalesce(case_%s, '')", args);
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var bucket = ResponseTimes.bucket(Duration.ofMillis(rows.getLong(1)));
          counts.merge(bucket, edges.less() ? -1L : 1L, Long::sum);
        }
      }
    }
  }

  private static Map<String, Counts> grouped(
      Connection connection, Cut cut, Set<Measure> measures, List<Span> spans, Group group)
      throws SQLException {
    var columns = measures.stream().map(Measure::column).collect(Collectors.joining(", "));
    var sums =
        measures.stream().map(m -> "sum(" + m.column() + ")").collect(Collectors.joining(", "));
    var args = new ArrayList<Object>();
    var parts = new ArrayList<String>();
    for (var source : Source.of(spans)) {
      args.addAll(group.args());
      parts.add(
          "select "
              + group.sql()
              + " as g, "
              + (source.less() ? "-" + columns.replace(", ", ", -") : columns)
              + (source.grain() == null ? " from counted" : " from counters")
              + where(cut, source.grain(), source.ranges(), args));
      var grain = source.grain();
      if (grain != null && ReviewerSource.has(grain, measures)) {
        args.addAll(group.args());
        parts.add(
            ReviewerSource.select(group.sql(), measures, grain, source, args)
                + where(cut, null, source.ranges(), args));
      }
    }
    var sql =
        "select g, "
            + sums
            + " from ("
            + String.join(" union all ", parts)
            + ") as parts group by g";
    var found = new HashMap<String, Counts>();
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var counts = new Counts();
          var column = 2;
          for (var measure : measures) {
            counts.add(measure, rows.getLong(column++));
          }
          found.put(rows.getString(1), counts);
        }
      }
    }
    return found;
  }

  private static String where(
      Cut cut, @Nullable Grain grain, List<Span> ranges, List<Object> args) {
    args.add(cut.storefronts());
    var sql = new StringBuilder(" where storefront = any(?)");
    if (grain != null) {
      sql.append(" and grain = ").append(grain.id());
      if (!grain.has(Dimension.PRODUCT)) {
        sql.append(" and product = ''");
      }
    }
    return sql.append(" and ")
        .append(within("at", ranges, args))
        .append(filters(cut, "%s", args))
        .toString();
  }

  /** In one of the ranges. */
  static String within(String column, List<Span> ranges, List<Object> args) {
    return ranges.stream()
        .map(
            range -> {
              args.add(range.from());
              args.add(range.to());
              return "(" + column + " >= ? and " + column + " < ?)";
            })
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private static String filters(Cut cut, String form, List<Object> args) {
    var sql = new StringBuilder();
    cut.filters()
        .forEach(
            (dimension, value) -> {
              sql.append(" and ").append(form.replace("%s", dimension.column())).append(" = ?");
              args.add(value);
            });
    return sql.toString();
  }

  private Sums() {}
}
