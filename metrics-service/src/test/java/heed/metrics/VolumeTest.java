package heed.metrics;

import heed.embedded.EmbeddedPostgres;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Figures of a full database, with {@code -Dheed.volume=10000000}: how long KPIs take over so many
 * reviews of 90 days, 3 storefronts and 2,000 products, and how fast reviews are folded, in turns
 * with a database of 100,000 and with a bare insertion, so that whatever else the machine does is
 * done to all. The databases stay in {@code -Dheed.volume.folder} for the next run.
 */
@EnabledIfSystemProperty(named = "heed.volume", matches = "[0-9]+")
class VolumeTest {
  private static final int SMALL = 100_000;
  private static final int BATCH = Integer.getInteger("heed.volume.batch", 4000);
  private static final int ROUNDS = Integer.getInteger("heed.volume.rounds", 60);
  private static final int WARM = 15;
  private static final int CALLS = Integer.getInteger("heed.volume.calls", 300);
  private static final ZoneId UTC = ZoneId.of("UTC");

  private final Random random = new Random(11);

  @Test
  void figures() throws Exception {
    var folder = Path.of(System.getProperty("heed.volume.folder", "target/volume"));
    try (var postgres = EmbeddedPostgres.start(folder, 0, List.of("big", "small"))) {
      var small = Volume.of(postgres, "small");
      var big = Volume.of(postgres, "big");
      small.fill(SMALL);
      big.fill(Integer.getInteger("heed.volume"));
      if (!Boolean.getBoolean("heed.volume.fill")) {
        try (var ofBig = pool(big);
            var ofSmall = pool(small)) {
          questions(new Kpis(new Transactions(ofBig)));
          folding(small, ofSmall, ofBig);
        }
      }
    }
  }

  private static AgroalDataSource pool(Volume volume) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                p ->
                    p.maxSize(2)
                        .connectionFactoryConfiguration(
                            c ->
                                c.jdbcUrl(volume.url())
                                    .principal(new NamePrincipal(volume.name()))
                                    .credential(new SimplePassword(volume.password())))));
  }

  private void questions(Kpis kpis) {
    ask("kpis of a storefront", i -> kpis.of(cut(one()), Window.QUARTER));
    ask("kpis of all storefronts", i -> kpis.of(cut(Volume.SHOPS), Window.QUARTER));
    ask("kpis of a product", i -> kpis.of(cut(one(), Dimension.PRODUCT, product()), Window.QUARTER));
    ask(
        "kpis of the most popular product",
        i -> kpis.of(cut(List.of("riga-shop"), Dimension.PRODUCT, "sku-0"), Window.QUARTER));
    ask("kpis of a country", i -> kpis.of(cut(Volume.SHOPS, Dimension.COUNTRY, pick("LV", "DE", "SI", "PL")), Window.QUARTER));
    ask("kpis of a channel", i -> kpis.of(cut(Volume.SHOPS, Dimension.CHANNEL, pick("STOREFRONT", "APP", "EMAIL", "SOCIAL")), Window.QUARTER));
    ask("kpis of a language", i -> kpis.of(cut(Volume.SHOPS, Dimension.LANGUAGE, pick("lv", "de", "sl", "pl")), Window.QUARTER));
    ask("kpis of a storefront's country", i -> kpis.of(cut(one(), Dimension.COUNTRY, pick("LV", "DE", "SI", "PL")), Window.QUARTER));
    ask("kpis of a day", i -> kpis.of(cut(Volume.SHOPS), Window.DAY));
    ask("series of NPS by day", i -> kpis.series(cut(Volume.SHOPS), Kpi.NPS, Window.QUARTER, Step.DAY, UTC));
    ask("series of NPS by day in Riga", i -> kpis.series(cut(one()), Kpi.NPS, Window.QUARTER, Step.DAY, ZoneId.of("Europe/Riga")));
    ask("NPS by country", i -> kpis.by(cut(Volume.SHOPS), Dimension.COUNTRY, Kpi.NPS, Window.QUARTER));
    ask("rating by product", 10, i -> kpis.by(cut(one()), Dimension.PRODUCT, Kpi.RATING, Window.QUARTER));
    ask("kpis of a product in a country", 30, i -> {
      var cut = new Cut(one(), Map.of(Dimension.PRODUCT, product(), Dimension.COUNTRY, "LV"));
      return kpis.of(cut, Window.QUARTER);
    });
    ask("kpis of two dimensions, 24h", 10, i -> {
      var cut = new Cut(one(), Map.of(Dimension.CHANNEL, "APP", Dimension.COUNTRY, "LV"));
      return kpis.of(cut, Window.DAY);
    });
  }

  private void ask(String what, IntFunction<?> question) {
    ask(what, CALLS, question);
  }

  private void ask(String what, int calls, IntFunction<?> question) {
    for (var i = 0; i < Math.min(calls, 20); i++) {
      question.apply(i);
    }
    var millis = new double[calls];
    for (var i = 0; i < calls; i++) {
      var start = System.nanoTime();
      question.apply(i);
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "volume: %s: median %.1f, p90 %.1f, p99 %.1f ms of %d%n",
        what, millis[calls / 2], millis[calls * 9 / 10], millis[calls * 99 / 100], calls);
  }

  /** One batch here, the same there, and the same bare, over and over. */
  private void folding(Volume small, AgroalDataSource ofSmall, AgroalDataSource ofBig)
      throws Exception {
    var erased = new ErasedCustomers(() -> "dGhpcnR5LXR3byBieXRlcyBmb3IgdGhlIHRlc3RzISE=");
    var little = new Folding(new Transactions(ofSmall), erased, List.of());
    var large = new Folding(new Transactions(ofBig), erased, List.of());
    small.run("drop table if exists bare");
    small.run("create table bare (like reviews including defaults, primary key (storefront, review_id))");
    var at = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(2));
    var nanos = new long[3][ROUNDS];
    for (var round = 0; round < ROUNDS; round++) {
      var batch = new ArrayList<Heard>();
      for (var i = 0; i < BATCH; i++) {
        at = at.plusMillis(10);
        batch.add(given(at).tagged(1));
      }
      var rows = BareInsert.rows(batch);
      nanos[0][round] = timed(() -> little.apply(batch));
      nanos[1][round] = timed(() -> large.apply(batch));
      nanos[2][round] = timed(() -> BareInsert.into(ofSmall, rows));
    }
    var names = List.of("folding beside 100,000", "folding beside all", "bare multi-row insert");
    for (var i = 0; i < 3; i++) {
      var sorted = Arrays.stream(nanos[i]).skip(WARM).sorted().toArray();
      System.out.printf(
          "volume: %s: %.0f reviews/s by the median batch of %d, %.0f on the whole%n",
          names.get(i),
          BATCH * 1e9 / sorted[sorted.length / 2],
          BATCH,
          BATCH * 1e9 * sorted.length / Arrays.stream(sorted).sum());
    }
  }

  private interface Deed {
    void run() throws SQLException;
  }

  private static long timed(Deed deed) throws SQLException {
    var start = System.nanoTime();
    deed.run();
    return System.nanoTime() - start;
  }

  private Given given(Instant at) {
    var stars = 1 + random.nextInt(5);
    return Given.review(one().getFirst(), "v" + at.toEpochMilli())
        .product(product())
        .by(random.nextInt(4) == 0 ? null : "c-" + random.nextInt(1_500_000))
        .from(
            pick("LV", "DE", "SI", "EE", "LT", "FR", "AT", "PL"),
            pick("lv", "de", "sl", "et", "lt", "fr", "pl"),
            heed.events.Channel.values()[random.nextInt(6)])
        .stars(stars, stars < 3 ? heed.events.Tags.Label.NEGATIVE : heed.events.Tags.Label.POSITIVE)
        .nps(random.nextBoolean() ? null : random.nextInt(11))
        .received(at);
  }

  private List<String> one() {
    return List.of(Volume.SHOPS.get(Math.min(2, random.nextInt(10) / 4)));
  }

  private String product() {
    return "sku-" + (int) (2000 * Math.pow(random.nextDouble(), 2));
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }

  private static Cut cut(List<String> storefronts) {
    return new Cut(storefronts, Map.of());
  }

  private static Cut cut(List<String> storefronts, Dimension dimension, String value) {
    return new Cut(storefronts, Map.of(dimension, value));
  }
}
