package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CaseChanged.Recovery;
import heed.events.CaseChanged.SlaStatus;
import heed.events.CaseChanged.Status;
import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** KPIs among the figures that Prometheus takes. */
@QuarkusTest
class KpiGaugesTest {
  @Inject Folding folding;
  @Inject KpiGauges gauges;
  @Inject GaugeSettings settings;

  @Test
  void theyAreReadEveryHalfMinuteOfAHundredStorefronts() {
    assertThat(settings.every()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.storefronts()).isEqualTo(100);
  }

  @Test
  void eachStorefrontShowsItsLastDay() throws SQLException {
    var at = Instant.now().minusSeconds(600);
    var shop = "gauged";
    var bad = Given.review(shop, "bad").received(at).stars(1, Label.NEGATIVE).nps(0);
    folding.apply(
        List.of(
            bad.tagged(1),
            Given.review(shop, "good").received(at).stars(5, Label.POSITIVE).nps(9).tagged(1),
            Given.review(shop, "fine").received(at).stars(5, Label.POSITIVE).nps(10).tagged(1),
            Given.review(shop, "so-so").received(at).stars(4, Label.POSITIVE).nps(8).tagged(1),
            bad.opened(),
            bad.moved(2, Status.OPEN, SlaStatus.BREACHED, null, Recovery.NONE)));
    gauges.refresh();
    assertThat(figure("heed_kpi_reviews", shop)).isEqualTo("4.0");
    assertThat(figure("heed_kpi_negative_share", shop)).isEqualTo("0.25");
    assertThat(figure("heed_kpi_nps", shop)).isEqualTo("25.0");
    assertThat(figure("heed_kpi_rating_average", shop)).isEqualTo("3.75");
    assertThat(figure("heed_kpi_breaches_open", shop)).isEqualTo("1.0");
    folding.apply(
        List.of(
            bad.moved(3, Status.ANSWERED, SlaStatus.BREACHED, Instant.now(), Recovery.POSSIBLE)));
    gauges.refresh();
    assertThat(figure("heed_kpi_breaches_open", shop)).isEqualTo("0.0");
  }

  @Test
  void whatNothingWasCountedForIsAbsent() throws SQLException {
    var old = Given.review("gauged-old", "r").received(Given.NOON.minusSeconds(100 * 86_400));
    folding.apply(List.of(old.tagged(1)));
    gauges.refresh();
    assertThat(figure("heed_kpi_reviews", "gauged-old")).isEqualTo("0.0");
    assertThat(figure("heed_kpi_nps", "gauged-old")).isNull();
    assertThat(figure("heed_kpi_attainment", "gauged-old")).isNull();
  }

  static String figure(String name, String storefront) {
    return RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(l -> l.startsWith(name + "{") && l.contains("storefront=\"" + storefront + "\""))
        .map(l -> l.substring(l.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse(null);
  }
}
