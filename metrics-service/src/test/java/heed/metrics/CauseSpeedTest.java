package heed.metrics;

import heed.events.Channel;
import heed.events.Tags.Aspect;
import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Figures on the spot, with {@code -Dheed.speed=200000}: what the followers of causes and
 * significance add to the folding, batch beside batch without them, and how long causes and the
 * most significant reviews take over five times that many.
 */
@QuarkusTest
@EnabledIfSystemProperty(named = "heed.speed", matches = "[0-9]+")
class CauseSpeedTest {
  private static final String FACTS =
      """
      insert into reviews (storefront, review_id, revision, received_at, first_revision, first_received_at,
        placed_at, product_id, customer_id, channel, rating_scale, rating_value, title, text, tags, label,
        language, country, display)
      select 'cause-speed-' || i %% 3, gen_random_uuid(), 1, at, 1, at, at, 'sku-' || floor(r1 * 2000)::int,
        'c-' || floor(r2 * %1$d / 4)::int, (array['STOREFRONT', 'APP', 'EMAIL'])[1 + floor(r3 * 3)::int], 'STARS_5',
        stars, 'a title', repeat('words ', (r1 * 60)::int),
        jsonb_build_object('model', 'test', 'urgency', 'LOW', 'language', null,
          'sentiment', jsonb_build_object('label', label, 'score', (stars - 3) / 2.0, 'confidence', 0.9,
            'basis', 'BOTH', 'mismatch', false),
          'aspects', case when r3 < 0.4 then '[]'::jsonb else jsonb_build_array(
            jsonb_build_object('aspect', a1, 'sentiment', label, 'quote', 'words words'),
            jsonb_build_object('aspect', a2, 'sentiment', 'POSITIVE', 'quote', 'words')) end),
        label, (array['lv', 'sl', 'de', 'fr', 'en'])[1 + floor(r2 * 5)::int],
        (array['LV', 'SI', 'DE', 'FR', 'EE', 'LT'])[1 + floor(r1 * 6)::int], 'PENDING'
      from (
        select i, r1, r2, r3, 1 + floor(r4 * 5)::int as stars,
          case when r4 < 0.3 then 'NEGATIVE' when r4 < 0.5 then 'NEUTRAL' else 'POSITIVE' end as label,
          date_trunc('milliseconds', now() - r5 * interval '90 days') as at,
          aspects[1 + floor(r6 * 11)::int] as a1, aspects[1 + floor(r7 * 11)::int] as a2
        from (
          select i, random() r1, random() r2, random() r3, random() r4, random() r5, random() r6, random() r7,
            array['DELIVERY', 'PACKAGING', 'PRICE', 'QUALITY', 'FIT', 'USABILITY', 'SUPPORT', 'RETURNS',
              'WEBSITE', 'PAYMENT', 'OTHER'] as aspects
          from generate_series(1, %1$d) i) as dice) as thrown
      order by at
      """;
  private static final List<String> KEPT =
      List.of(
          "insert into cause_sums select c.* from generate_series(0, 2) i,"
              + " cause_sums_of('cause-speed-' || i, '-infinity', 'infinity') c",
          "insert into significances (storefront, placed_at, review_id, own, rank, score, product,"
              + " country, channel, language, label) select storefront, placed_at, review_id, own,"
              + " rank, score, product, country, channel, language, label from significance_of_facts"
              + " where storefront like 'cause-speed-_' order by placed_at",
          "insert into complaints (storefront, placed_at, review_id, aspect, score, product, country,"
              + " channel, language) select storefront, placed_at, review_id, aspect, score, product,"
              + " country, channel, language from complaints_of_facts"
              + " where storefront like 'cause-speed-_' order by placed_at",
          "analyze");

  @Inject CauseFollower causeFollower;
  @Inject SignificanceFollower significanceFollower;
  @Inject Transactions transactions;
  @Inject ErasedCustomers erased;
  @Inject SignificantReviews significant;

  private interface Timed {
    void run() throws SQLException;
  }

  @Test
  void figures() throws SQLException {
    var n = Integer.getInteger("heed.speed");
    foldSideBySide(n);
    load(5 * n);
    var shop = List.of("cause-speed-1");
    for (var filters : cuts()) {
      var cut = new Cut(shop, filters);
      for (var window : Window.values()) {
        time("causes " + window.label() + " " + filters, () -> read(cut, window.length()));
        time(
            "significant " + window.label() + " " + filters,
            () -> significant.of(cut, null, window, DisplayParameters.Filter.NONE, null, 51));
      }
    }
    time(
        "significant ever",
        () ->
            significant.of(
                new Cut(shop, Map.of()), null, null, DisplayParameters.Filter.NONE, null, 51));
  }

  /** All but the sums of reviews, which the other measurement has. */
  private void read(Cut cut, Duration length) {
    transactions.read(
        connection -> {
          var to = ServerTime.now(connection);
          var from = to.minus(length);
          var named = CauseSums.of(connection, cut, from, to);
          CauseSums.of(connection, cut, from.minus(length), from);
          return CauseQuotes.of(connection, cut, from, to, List.copyOf(named.keySet()), 3);
        });
  }

  private static List<Map<Dimension, String>> cuts() {
    return List.of(
        Map.of(),
        Map.of(Dimension.PRODUCT, "sku-7"),
        Map.of(Dimension.COUNTRY, "LV"),
        Map.of(Dimension.COUNTRY, "LV", Dimension.LANGUAGE, "lv"),
        Map.of(Dimension.COUNTRY, "LV", Dimension.PRODUCT, "sku-7"));
  }

  private void foldSideBySide(int n) throws SQLException {
    var sides =
        List.of(
            new Folding(transactions, erased, List.of()),
            new Folding(transactions, erased, List.of(causeFollower)),
            new Folding(transactions, erased, List.of(significanceFollower)));
    var random = new Random(7);
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var nanos = new long[sides.size()];
    for (var from = 0; from < n; from += 1000) {
      for (var side = 0; side < sides.size(); side++) {
        var batch = new ArrayList<Heard>();
        for (var i = from; i < from + 1000; i++) {
          batch.add(said("cause-fold-" + side, i, now.plusMillis(i), random).tagged(1));
        }
        var start = System.nanoTime();
        sides.get(side).apply(batch);
        nanos[side] += System.nanoTime() - start;
      }
    }
    System.out.printf(
        "speed: folding a review %.0f us, with causes %.0f us, with significance %.0f us%n",
        nanos[0] / 1e3 / n, nanos[1] / 1e3 / n, nanos[2] / 1e3 / n);
  }

  private static Said said(String shop, int i, Instant at, Random random) {
    var stars = 1 + random.nextInt(5);
    var label = stars < 3 ? Label.NEGATIVE : Label.POSITIVE;
    var said =
        Said.by(
            Given.review(shop, "r" + i)
                .product("sku-" + random.nextInt(2000))
                .by("c" + random.nextInt(50_000))
                .from(
                    List.of("LV", "SI", "DE", "FR", "EE", "LT").get(random.nextInt(6)),
                    List.of("lv", "sl", "de", "fr", "en").get(random.nextInt(5)),
                    Channel.values()[random.nextInt(3)])
                .stars(stars, label)
                .received(at.minus(Duration.ofHours(1))));
    for (var aspects = random.nextInt(3); aspects > 0; aspects--) {
      said = said.naming(Aspect.values()[random.nextInt(11)], label);
    }
    return said;
  }

  private void load(int n) throws SQLException {
    var start = System.nanoTime();
    var steps = new ArrayList<>(List.of(FACTS.formatted(n)));
    steps.addAll(KEPT);
    for (var sql : steps) {
      transactions.write(
          connection -> {
            try (var statement = connection.createStatement()) {
              statement.execute("set local transaction_timeout = 0");
              return statement.execute(sql);
            }
          });
    }
    System.out.printf("speed: loaded %d in %.0f s%n", n, (System.nanoTime() - start) / 1e9);
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
