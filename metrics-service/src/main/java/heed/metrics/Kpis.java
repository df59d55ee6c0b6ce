package heed.metrics;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the KPIs as of one instant of the database's clock. */
@Singleton
class Kpis {
  /** Reviewers of a past window are counted review by review, and only of so many. */
  private static final long RECOUNTED_AT_MOST = 200_000;

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
   * @param difference from all the others together; null where nothing can be told
   * @param adjusted by {@link Culture}; null but for judgements by country or language
   */
  record Compared(
      @Nullable String key,
      @Nullable Double value,
      long n,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Difference difference,
      @Nullable Double adjusted) {}

  KpiAnswer of(Cut cut, Window window) {
    return transactions.read(connection -> of(connection, cut, window, now(connection)));
  }

  /** With the window before beside it. */
  KpiAnswer comparedToPrevious(Cut cut, Window window) {
    return transactions.read(
        connection -> {
          var now = now(connection);
          return of(connection, cut, window, now).comparedTo(past(connection, cut, window, now));
        });
  }

  /** As of a given now. */
  KpiAnswer of(Cut cut, Window window, Instant now) {
    return transactions.read(connection -> of(connection, cut, window, now));
  }

  /** Points begin by the clock of the zone. */
  List<Point> series(Cut cut, Kpi kpi, Window window, Step step, ZoneId zone) {
    return transactions.read(
        connection -> series(connection, cut, kpi, window, step, zone, now(connection)));
  }

  /** As of a given now. */
  List<Point> series(Cut cut, Kpi kpi, Window window, Step step, ZoneId zone, Instant now) {
    return transactions.read(connection -> series(connection, cut, kpi, window, step, zone, now));
  }

  private static List<Point> series(
      Connection connection, Cut cut, Kpi kpi, Window window, Step step, ZoneId zone, Instant now)
      throws SQLException {
    var from = now.minus(window.length());
    var starts = step.starts(from, now, zone);
    var sums = Sums.by(connection, cut, starts, kpi.measures(), from, now);
    var points = new ArrayList<Point>();
    for (var at : starts) {
      var figure = kpi.of(sums.getOrDefault(at, new Counts()));
      points.add(
          new Point(
              at, step.next(at, zone), figure.value(), figure.n(), figure.low(), figure.high()));
    }
    return points;
  }

  /** Most counted first. */
  List<Compared> by(Cut cut, Dimension dimension, Kpi kpi, Window window) {
    return transactions.read(
        connection -> by(connection, cut, dimension, kpi, window, now(connection)));
  }

  /** As of a given now. */
  List<Compared> by(Cut cut, Dimension dimension, Kpi kpi, Window window, Instant now) {
    return transactions.read(connection -> by(connection, cut, dimension, kpi, window, now));
  }

  private static List<Compared> by(
      Connection connection, Cut cut, Dimension dimension, Kpi kpi, Window window, Instant now)
      throws SQLException {
    var measures = kpi.measures();
    measures.add(Measure.REVIEWS);
    var sums = Sums.by(connection, cut, dimension, measures, now.minus(window.length()), now);
    var isCultural =
        (dimension == Dimension.COUNTRY || dimension == Dimension.LANGUAGE)
            && kpi.judged(new Counts()) != null;
    var habits =
        isCultural
            ? Sums.by(
                connection,
                cut.unfiltered(),
                dimension,
                kpi.measures(),
                now.minus(Window.QUARTER.length()),
                now)
            : Map.<String, Counts>of();
    return Comparing.of(kpi, sums, habits);
  }

  private static KpiAnswer of(Connection connection, Cut cut, Window window, Instant now)
      throws SQLException {
    var from = now.minus(window.length());
    var counts = Sums.of(connection, cut, from, now);
    var reviewers = ReviewerCount.of(connection, cut, from, now, counts.get(Measure.REVIEWERS));
    return answer(connection, cut, window, now, counts, reviewers);
  }

  private static KpiAnswer past(Connection connection, Cut cut, Window window, Instant now)
      throws SQLException {
    var to = now.minus(window.length());
    var from = to.minus(window.length());
    var counts = Sums.of(connection, cut, from, to);
    var reviewers =
        counts.get(Measure.REVIEWS) > RECOUNTED_AT_MOST
            ? null
            : ReviewerCount.ofFacts(connection, cut, from, to);
    return answer(connection, cut, window, to, counts, reviewers);
  }

  private static KpiAnswer answer(
      Connection connection,
      Cut cut,
      Window window,
      Instant to,
      Counts counts,
      @Nullable Long reviewers)
      throws SQLException {
    var from = to.minus(window.length());
    var all =
        cut.filters().isEmpty()
            ? counts
            : Sums.of(connection, cut.unfiltered(), Kpi.RATING.measures(), from, to);
    return KpiAnswer.of(
        window,
        counts,
        reviewers,
        RatingKpi.mean(all.stars(), all.points()).value(),
        Sums.responses(connection, cut, from, to),
        invitations(connection, cut, from, to));
  }

  private static @Nullable InvitationKpi invitations(
      Connection connection, Cut cut, Instant from, Instant to) throws SQLException {
    return cut.names(Dimension.CHANNEL)
        ? null
        : InvitationKpi.of(InvitationSums.of(connection, cut, from, to));
  }

  private static Instant now(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select now()");
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }
}
