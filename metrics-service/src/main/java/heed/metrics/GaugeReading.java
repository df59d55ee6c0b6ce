package heed.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the gauges of a storefront show: its KPIs of the last 24 hours, and what is open now. */
final class GaugeReading {
  private static final String BREACHES =
      "select count(*) from reviews where storefront = ? and case_sla = 'BREACHED'"
          + " and case_answered_at is null and case_status not in ('RESOLVED', 'CANCELLED')";

  private static final String ALARMS =
      "select count(*) from alarms where storefront = ? and cleared_at is null";

  /** The gauges, by the names that dashboards rely on. */
  enum Gauge {
    REVIEWS("heed.kpi.reviews", "Reviews of the last 24 hours"),
    NEGATIVE_SHARE("heed.kpi.negative.share", "Share of negative reviews, last 24 hours"),
    NPS("heed.kpi.nps", "Net promoter score, -100 to 100, last 24 hours"),
    RATING("heed.kpi.rating.average", "Average rating on 1-5, last 24 hours"),
    ATTAINMENT("heed.kpi.attainment", "Share of first responses in time, last 24 hours"),
    BREACHES("heed.kpi.breaches.open", "Cases past their due time without a public answer"),
    ALARMS("heed.kpi.alarms.open", "Alarms that are raised and not cleared"),
    INVITATIONS("heed.kpi.invitations.sent", "Invitations sent in the last 30 days"),
    OPENED("heed.kpi.invitations.opened.share", "Share of these whose link was opened"),
    ANSWERED("heed.kpi.invitations.answered.share", "Share of these that were answered");

    private final String meter;
    private final String description;

    Gauge(String meter, String description) {
      this.meter = meter;
      this.description = description;
    }

    String meter() {
      return meter;
    }

    String description() {
      return description;
    }
  }

  /** What nothing was counted for is absent, never 0. */
  static Map<Gauge, Double> of(Connection connection, String storefront) throws SQLException {
    var to = ServerTime.now(connection);
    var cut = new Cut(List.of(storefront), Map.of());
    var counts = Sums.of(connection, cut, to.minus(Duration.ofHours(24)), to);
    var readings = new EnumMap<Gauge, Double>(Gauge.class);
    readings.put(Gauge.REVIEWS, (double) counts.get(Measure.REVIEWS));
    put(readings, Gauge.NEGATIVE_SHARE, Kpi.NEGATIVE, counts);
    put(readings, Gauge.NPS, Kpi.NPS, counts);
    put(readings, Gauge.RATING, Kpi.RATING, counts);
    put(readings, Gauge.ATTAINMENT, Kpi.ATTAINMENT, counts);
    readings.put(Gauge.BREACHES, (double) count(connection, BREACHES, storefront));
    if (watches(connection)) {
      readings.put(Gauge.ALARMS, (double) count(connection, ALARMS, storefront));
    }
    invitations(connection, cut, to, readings);
    return readings;
  }

  /** Of a month, since an answer takes days; absent where nobody was asked. */
  private static void invitations(
      Connection connection, Cut cut, Instant to, Map<Gauge, Double> readings) throws SQLException {
    var counts = InvitationSums.of(connection, cut, to.minus(Window.MONTH.length()), to);
    if (counts.sent() > 0) {
      readings.put(Gauge.INVITATIONS, (double) counts.sent());
      readings.put(Gauge.OPENED, (double) counts.opened() / counts.sent());
      readings.put(Gauge.ANSWERED, (double) counts.answered() / counts.sent());
    }
  }

  private static void put(Map<Gauge, Double> readings, Gauge gauge, Kpi kpi, Counts counts) {
    var value = kpi.of(counts).value();
    if (value != null) {
      readings.put(gauge, value);
    }
  }

  /** True where alarms are kept. */
  private static boolean watches(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement("select to_regclass('alarms') is not null");
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private static long count(Connection connection, String sql, String storefront)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, storefront);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private GaugeReading() {}
}
