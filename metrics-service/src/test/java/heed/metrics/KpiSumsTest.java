package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever level answers: the same numbers as counting the rows one by one. */
@QuarkusTest
class KpiSumsTest {
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Riga"), ZoneId.of("Asia/Kolkata"));

  private static final List<Map<Dimension, String>> FILTERS =
      List.of(
          Map.of(),
          Map.of(Dimension.PRODUCT, "sku-1"),
          Map.of(Dimension.COUNTRY, "LV"),
          Map.of(Dimension.CHANNEL, "APP"),
          Map.of(Dimension.LANGUAGE, "sl"),
          Map.of(Dimension.COUNTRY, "SI", Dimension.LANGUAGE, "sl"),
          Map.of(Dimension.PRODUCT, "sku-2", Dimension.CHANNEL, "SOCIAL"));

  @Inject Folding folding;
  @Inject Kpis kpis;
  @Inject Transactions transactions;

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void everyLevelAgreesWithTheRowsAlsoWithReviewsAheadOfNow(long seed) throws SQLException {
    var shop = "summed-" + seed;
    folding.apply(Story.of(shop, new Random(seed)));
    for (var now :
        List.of(
            Given.NOON.plus(Duration.ofDays(1)),
            Given.NOON.minus(Duration.ofMinutes(2000)),
            Given.NOON.minus(Duration.ofHours(60)),
            // the microsecond after it, and the one after where it began, are whole hours
            Given.NOON.minusNanos(1000),
            Given.NOON.truncatedTo(ChronoUnit.DAYS).minusNanos(1000))) {
      for (var window : Window.values()) {
        for (var filters : FILTERS) {
          agrees(new Cut(List.of(shop), filters), window, now);
        }
      }
    }
  }

  private void agrees(Cut cut, Window window, Instant now) {
    var from = now.minus(window.length());
    var rows = rows(cut, from, now);
    var answer = kpis.of(cut, window, now);
    var which = cut.filters() + " " + window + " as of " + now;
    assertThat(answer.reviews()).as(which).isEqualTo(rows.reviews);
    assertThat(answer.reviewers()).as(which).isEqualTo(rows.reviewers);
    for (var dimension : Dimension.values()) {
      var parts = kpis.by(cut, dimension, Kpi.REVIEWS, window, now);
      assertThat(parts.stream().mapToLong(Kpis.Compared::n).sum())
          .as(which + " by " + dimension)
          .isEqualTo(rows.reviews);
    }
    for (var zone : ZONES) {
      for (var step : Step.values()) {
        var points = kpis.series(cut, Kpi.REVIEWS, window, step, zone, now);
        assertThat(points.stream().mapToLong(Kpis.Point::n).sum())
            .as(which + " in steps of " + step + " in " + zone)
            .isEqualTo(rows.reviews);
      }
    }
  }

  @Test
  void everyPointOfASeriesIsItsOwnRowsInAHalfHourZone() throws SQLException {
    var shop = "half-hours";
    folding.apply(Story.of(shop, new Random(41)));
    var cut = new Cut(List.of(shop), Map.of());
    var now = Given.NOON.plusSeconds(77);
    var from = now.minus(Window.WEEK.length());
    for (var point :
        kpis.series(cut, Kpi.REVIEWS, Window.WEEK, Step.DAY, ZoneId.of("Asia/Kolkata"), now)) {
      var begins = point.from().isAfter(from) ? point.from().minusMillis(1) : from;
      var ends = point.to().isAfter(now) ? now : point.to().minusMillis(1);
      assertThat(point.n()).isEqualTo(rows(cut, begins, ends).reviews);
    }
  }

  @Test
  void theDayOnWhichClocksGoBackHasOneHourMore() throws SQLException {
    var shop = "clocks";
    var begin = Instant.parse("2026-10-23T00:30:00Z");
    var batch = new ArrayList<Heard>();
    for (var hour = 0; hour < 96; hour++) {
      batch.add(
          Given.review(shop, "h" + hour).received(begin.plus(Duration.ofHours(hour))).tagged(1));
    }
    folding.apply(batch);
    var points =
        kpis.series(
            new Cut(List.of(shop), Map.of()),
            Kpi.REVIEWS,
            Window.MONTH,
            Step.DAY,
            ZoneId.of("Europe/Riga"),
            Instant.parse("2026-11-10T00:00:00Z"));
    assertThat(
            points.stream()
                .filter(p -> !p.from().isBefore(Instant.parse("2026-10-23T21:00:00Z")))
                .limit(3)
                .map(Kpis.Point::n))
        .containsExactly(24L, 25L, 24L);
  }

  @Test
  void theWindowBeforeIsTheSameKpisOfAnEarlierNow() throws SQLException {
    var shop = "before";
    var now = Instant.now();
    folding.apply(
        List.of(
            Given.review(shop, "a").by("c-1").nps(10).received(now.minusSeconds(3600)).tagged(1),
            Given.review(shop, "b").by("c-1").nps(3).received(now.minusSeconds(90_000)).tagged(1),
            Given.review(shop, "c")
                .from("LV", "lv", Channel.APP)
                .nps(3)
                .received(now.minusSeconds(90_000))
                .tagged(1)));
    var answer = kpis.comparedToPrevious(new Cut(List.of(shop), Map.of()), Window.DAY);
    assertThat(answer.reviews()).isEqualTo(1);
    assertThat(answer.figures().get("nps").value()).isEqualTo(100.0);
    assertThat(answer.previous().reviews()).isEqualTo(2);
    assertThat(answer.previous().reviewers()).isEqualTo(2);
    assertThat(answer.previous().figures().get("nps").value()).isEqualTo(-100.0);
    assertThat(answer.previous().previous()).isNull();
  }

  private record Rows(long reviews, long reviewers) {}

  private Rows rows(Cut cut, Instant from, Instant to) {
    var sql =
        new StringBuilder(
            "select count(*), count(distinct coalesce('c' || customer_id, 'r' || review_id))"
                + " from reviews where revision is not null and storefront = ?"
                + " and placed_at > ? and placed_at <= ?");
    var args = new ArrayList<Object>(List.of(cut.storefronts().getFirst(), from, to));
    cut.filters()
        .forEach(
            (dimension, value) -> {
              sql.append(" and ").append(dimension.factColumn()).append(" = ?");
              args.add(value);
            });
    return transactions.read(
        connection -> {
          try (var statement = connection.prepareStatement(sql.toString())) {
            new Sql(connection, statement).args(args);
            try (var rows = statement.executeQuery()) {
              rows.next();
              return new Rows(rows.getLong(1), rows.getLong(2));
            }
          }
        });
  }
}
