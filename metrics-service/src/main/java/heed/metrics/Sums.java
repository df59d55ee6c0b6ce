package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sums over spans of time: counters where they are whole, facts at the edges. */
final class Sums {
  private static final String SUMS = Measure.columns("sum(%s) as %s");

  /** All of it. */
  static Counts of(Connection connection, Cut cut, Instant from, Instant to) throws SQLException {
    var spans = Span.of(from, to, cut.names(Dimension.PRODUCT));
    return grouped(connection, cut, spans, "''").getOrDefault("", new Counts());
  }

  /** Per value of a dimension; what is not known is the empty text. */
  static Map<String, Counts> by(
      Connection connection, Cut cut, Dimension dimension, Instant from, Instant to)
      throws SQLException {
    var byProduct = dimension == Dimension.PRODUCT || cut.names(Dimension.PRODUCT);
    return grouped(connection, cut, Span.of(from, to, byProduct), dimension.column());
  }

  /** Per step, by its beginning; steps in which nothing counted are absent. */
  static Map<Instant, Counts> by(
      Connection connection, Cut cut, Step step, Instant from, Instant to) throws SQLException {
    // Days cannot be cut into hours, so steps below a day are summed from hours.
    var fine = step.length().toHours() < 24;
    var product = cut.names(Dimension.PRODUCT);
    var spans = fine && !product ? Span.inHours(from, to) : Span.of(from, to, product);
    var perStep = new HashMap<Instant, Counts>();
    grouped(connection, cut, spans, "extract(epoch from " + step.sql() + ")::bigint::text")
        .forEach((second, n) -> perStep.put(Instant.ofEpochSecond(Long.parseLong(second)), n));
    return perStep;
  }

  /** Everything ever of one product. */
  static Counts ofProduct(Connection connection, String storefront, String product)
      throws SQLException {
    var always =
        new Span(Grain.PRODUCT_HOUR, Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), false);
    var cut = new Cut(List.of(storefront), Map.of(Dimension.PRODUCT, product));
    return grouped(connection, cut, List.of(always), "''").getOrDefault("", new Counts());
  }

  /** First answers given, by the time they took. */
  static ResponseTimes responses(Connection connection, Cut cut, Instant from, Instant to)
      throws SQLException {
    var args = new ArrayList<Object>();
    var sql =
        Span.of(from, to, true).stream()
            .map(span -> responses(cut, span, args))
            .collect(Collectors.joining(" union all "));
    var counts = new TreeMap<Integer, Long>();
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var bucket = rows.getInt(1);
          counts.merge(
              rows.wasNull()
                  ? ResponseTimes.bucket(java.time.Duration.ofMillis(rows.getLong(3)))
                  : bucket,
              rows.getLong(2),
              Long::sum);
        }
      }
    }
    return new ResponseTimes(counts);
  }

  private static String responses(Cut cut, Span span, List<Object> args) {
    args.add(cut.storefronts());
    args.add(span.from());
    args.add(span.to());
    if (span.grain() != null) {
      return "select bucket, sum(n), 0 from response_times where storefront = any(?) and at >= ? and at < ?"
          + filters(cut, "", args)
          + " group by bucket";
    }
    return "select null::smallint, 1, (extract(epoch from case_answered_at - case_started_at) * 1000)::bigint"
        + " from reviews where storefront = any(?) and case_answered_at > ? and case_answered_at "
        + (span.closed() ? "<= ?" : "< ?")
        + filters(cut, "case_", args);
  }

  private static Map<String, Counts> grouped(
      Connection connection, Cut cut, List<Span> spans, String group) throws SQLException {
    var args = new ArrayList<Object>();
    var parts =
        spans.stream()
            .map(span -> part(cut, span, group, args))
            .collect(Collectors.joining(" union all "));
    var sql = "select g, " + SUMS + " from (" + parts + ") as parts group by g";
    var sums = new HashMap<String, Counts>();
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var counts = new Counts();
          for (var measure : Measure.values()) {
            counts.add(measure, rows.getLong(measure.ordinal() + 2));
          }
          sums.put(rows.getString(1), counts);
        }
      }
    }
    return sums;
  }

  private static String part(Cut cut, Span span, String group, List<Object> args) {
    args.add(cut.storefronts());
    args.add(span.from());
    args.add(span.to());
    var source =
        span.grain() == null
            ? "counted where storefront = any(?) and at > ? and at "
                + (span.closed() ? "<= ?" : "< ?")
            : "counters where storefront = any(?) and grain = "
                + span.grain().id()
                + " and at >= ? and at < ?";
    return "select "
        + group
        + " as g, "
        + SUMS
        + " from "
        + source
        + filters(cut, "", args)
        + " group by 1";
  }

  private static String filters(Cut cut, String prefix, List<Object> args) {
    var sql = new StringBuilder();
    cut.filters()
        .forEach(
            (dimension, value) -> {
              sql.append(" and ").append(prefix).append(dimension.column()).append(" = ?");
              args.add(value);
            });
    return sql.toString();
  }

  private Sums() {}
}
