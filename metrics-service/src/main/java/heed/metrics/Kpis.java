package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the KPIs as of one instant of the database's clock. */
@Singleton
class Kpis {
  private final Transactions transactions;

  Kpis(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * One point of a series; the first and the last are cut off by the window.
   *
   * @param from the beginning of the step, included
   * @param to its end, not included
   */
  record Point(
      Instant from,
      Instant to,
      @Nullable Double value,
      long n,
      @Nullable Double low,
      @Nullable Double high) {}

  /**
   * One value of a dimension.
   *
   * @param key null where it is not known
   */
  record Compared(
      @Nullable String key,
      @Nullable Double value,
      long n,
      @Nullable Double low,
      @Nullable Double high) {}

  KpiAnswer of(Cut cut, Window window) {
    return transactions.read(connection -> of(connection, cut, window, now(connection)));
  }

  /** As of a given now. */
  KpiAnswer of(Cut cut, Window window, Instant now) {
    return transactions.read(connection -> of(connection, cut, window, now));
  }

  List<Point> series(Cut cut, Kpi kpi, Window window, Step step) {
    return transactions.read(
        connection -> {
          var now = now(connection);
          var from = now.minus(window.length());
          var sums = Sums.by(connection, cut, step, from, now);
          var points = new ArrayList<Point>();
          for (var at = step.start(from); !at.isAfter(now); at = at.plus(step.length())) {
            var figure = kpi.of(sums.getOrDefault(at, new Counts()));
            points.add(
                new Point(
                    at,
                    at.plus(step.length()),
                    figure.value(),
                    figure.n(),
                    figure.low(),
                    figure.high()));
          }
          return points;
        });
  }

  /** Most counted first. */
  List<Compared> by(Cut cut, Dimension dimension, Kpi kpi, Window window) {
    return transactions.read(
        connection -> {
          var now = now(connection);
          var sums = Sums.by(connection, cut, dimension, now.minus(window.length()), now);
          return sums.entrySet().stream()
              .filter(e -> !e.getValue().isZero())
              .map(e -> compared(e.getKey(), kpi.of(e.getValue())))
              .sorted(
                  Comparator.comparingLong(Compared::n)
                      .reversed()
                      .thenComparing(c -> c.key() == null ? "" : c.key()))
              .toList();
        });
  }

  private static Compared compared(String key, Kpi.Figure figure) {
    return new Compared(
        key.isEmpty() ? null : key, figure.value(), figure.n(), figure.low(), figure.high());
  }

  private static KpiAnswer of(Connection connection, Cut cut, Window window, Instant now)
      throws SQLException {
    var from = now.minus(window.length());
    var counts = Sums.of(connection, cut, from, now);
    var all = cut.filters().isEmpty() ? counts : Sums.of(connection, cut.unfiltered(), from, now);
    return KpiAnswer.of(
        window,
        counts,
        reviewers(connection, cut, from, now),
        RatingKpi.mean(all.stars(), all.points()).value(),
        Sums.responses(connection, cut, from, now));
  }

  private static long reviewers(Connection connection, Cut cut, Instant from, Instant to)
      throws SQLException {
    var where = new StringBuilder("storefront = any(?) and placed_at > ? and placed_at <= ?");
    var args = new ArrayList<Object>(List.of(cut.storefronts(), from, to));
    for (Map.Entry<Dimension, String> filter : new TreeMap<>(cut.filters()).entrySet()) {
      var column = filter.getKey() == Dimension.PRODUCT ? "product_id" : filter.getKey().column();
      where.append(" and ").append(column).append(" = ?");
      args.add(filter.getValue());
    }
    var sql =
        "select count(*) from (select distinct storefront, coalesce(customer_id, review_id::text)"
            + " from reviews where revision is not null and "
            + where
            + ") as reviewers";
    try (var statement = connection.prepareStatement(sql)) {
      new Sql(connection, statement).args(args);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select now()");
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
