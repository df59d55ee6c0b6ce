package heed.metrics;

import heed.events.Channel;
import heed.events.Tags.Label;
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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Figures on the spot, with {@code -Dheed.speed=200000}: how fast reviews are folded, and how long
 * KPIs take over that many.
 */
@QuarkusTest
@EnabledIfSystemProperty(named = "heed.speed", matches = "[0-9]+")
class SpeedTest {
  private static final String SHOP = "speed";
  private static final ZoneId UTC = ZoneId.of("UTC");

  @Inject Folding folding;
  @Inject Kpis kpis;
  @Inject Reviews reviews;

  private interface Timed {
    void run() throws SQLException;
  }

  @Test
  void figures() throws SQLException {
    var n = Integer.getInteger("heed.speed");
    fold("new", n, 1);
    fold("replayed", n, 1);
    fold("edited", n / 4, 2);
    var all = new Cut(List.of(SHOP), Map.of());
    for (var window : Window.values()) {
      time("kpis " + window.label(), () -> kpis.of(all, window));
    }
    var now = Instant.now();
    time("kpis 90d, country", () -> kpis.of(cut(Dimension.COUNTRY, "LV"), Window.QUARTER, now));
    time("kpis 90d, product", () -> kpis.of(cut(Dimension.PRODUCT, "sku-7"), Window.QUARTER, now));
    time("series 90d 1d", () -> kpis.series(all, Kpi.NPS, Window.QUARTER, Step.DAY, UTC));
    time("series 90d 1h", () -> kpis.series(all, Kpi.NPS, Window.QUARTER, Step.HOUR, UTC));
    time("by country 90d", () -> kpis.by(all, Dimension.COUNTRY, Kpi.NPS, Window.QUARTER));
    time("by product 90d", () -> kpis.by(all, Dimension.PRODUCT, Kpi.NPS, Window.QUARTER));
    time("newest 50", () -> reviews.newest(all, null, null, null, 50));
  }

  private static Cut cut(Dimension dimension, String value) {
    return new Cut(List.of(SHOP), Map.of(dimension, value));
  }

  private void fold(String what, int n, long revision) throws SQLException {
    var random = new Random(7);
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var nanos = 0L;
    for (var from = 0; from < n; from += 1000) {
      var batch = new ArrayList<Heard>();
      for (var i = from; i < Math.min(n, from + 1000); i++) {
        batch.add(given(i, now, random).tagged(revision));
      }
      var start = System.nanoTime();
      folding.apply(batch);
      nanos += System.nanoTime() - start;
    }
    System.out.printf("speed: %s %.0f reviews/s%n", what, n / (nanos / 1e9));
  }

  private static Given given(int i, Instant now, Random random) {
    var stars = 1 + random.nextInt(5);
    return Given.review(SHOP, "r" + i)
        .product("sku-" + (int) Math.abs(random.nextGaussian() * 200))
        .by("c" + random.nextInt(50_000))
        .from(
            List.of("LV", "SI", "DE", "FR", "EE", "LT").get(random.nextInt(6)),
            List.of("lv", "sl", "de", "fr", "en").get(random.nextInt(5)),
            Channel.values()[random.nextInt(3)])
        .stars(stars, stars < 3 ? Label.NEGATIVE : Label.POSITIVE)
        .nps(random.nextInt(11))
        .received(now.minus(Duration.ofSeconds(random.nextInt(90 * 86_400))));
  }

  private static void time(String what, Timed timed) throws SQLException {
    var best = Long.MAX_VALUE;
    var worst = 0L;
    for (var i = 0; i < 12; i++) {
      var start = System.nanoTime();
      timed.run();
      var took = System.nanoTime() - start;
      best = Math.min(best, took);
      worst = i < 2 ? worst : Math.max(worst, took);
    }
    System.out.printf("speed: %s %.1f..%.1f ms%n", what, best / 1e6, worst / 1e6);
  }
}
