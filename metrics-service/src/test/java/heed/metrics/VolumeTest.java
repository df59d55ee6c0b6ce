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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
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
  private static final int WARM = Integer.getInteger("heed.volume.warm", 15);
  private static final Duration PROOF =
      Duration.ofSeconds(Integer.getInteger("heed.volume.proof", 60));
  private static final CpuTime NOTHING = new CpuTime(0, 0);

  private final Random random = new Random(11);

  @Test
  void figures() throws Exception {
    var folder = Path.of(System.getProperty("heed.volume.folder", "target/volume"));
    try (var postgres = EmbeddedPostgres.start(folder, 0, List.of("big", "little"))) {
      var small = Volume.of(postgres, "little");
      var big = Volume.of(postgres, "big");
      small.fill(SMALL);
      big.fill(Integer.getInteger("heed.volume"));
      if (!Boolean.getBoolean("heed.volume.fill")) {
        try (var ofBig = pool(big);
            var ofSmall = pool(small)) {
          new Questions(new Kpis(new Transactions(ofBig)), CpuTime.server(ofBig)).ask();
          folding(small, ofSmall, ofBig);
          proof(ofBig);
        }
      }
    }
  }

  /** Some pieces counted anew, after the folding. */
  private static void proof(AgroalDataSource ofBig) {
    var start = System.nanoTime();
    var progress =
        new Recount(new Transactions(ofBig), List.of()).check(Recount.Of.ALL, null, PROOF);
    System.out.printf(
        "volume: recount of %d pieces in %.1f s, %d differences%n",
        progress.pieces(), (System.nanoTime() - start) / 1e9, progress.differences().size());
  }

  private static AgroalDataSource pool(Volume volume) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                p ->
                    p.maxSize(1)
                        .connectionFactoryConfiguration(
                            c ->
                                c.jdbcUrl(volume.url())
                                    .principal(new NamePrincipal(volume.name()))
                                    .credential(new SimplePassword(volume.password())))));
  }

  /** One batch here, the same there, and the same bare, over and over. */
  private void folding(Volume small, AgroalDataSource ofSmall, AgroalDataSource ofBig)
      throws Exception {
    var erased =
        new ErasedCustomers(new ErasureKeys("dGhpcnR5LXR3byBieXRlcyBmb3IgdGhlIHRlc3RzISE="));
    var little = new Folding(new Transactions(ofSmall), erased, List.of());
    var large = new Folding(new Transactions(ofBig), erased, List.of());
    small.run("drop table if exists bare");
    small.run(
        "create table bare (like reviews including defaults, primary key (storefront, review_id))");
    var at = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofHours(2));
    var nanos = new long[3][ROUNDS];
    var cpu = new CpuTime[] {NOTHING, NOTHING, NOTHING};
    var servers =
        new int[] {CpuTime.server(ofSmall), CpuTime.server(ofBig), CpuTime.server(ofSmall)};
    for (var round = 0; round < ROUNDS; round++) {
      var batch = new ArrayList<Heard>();
      var toBig = new ArrayList<Heard>();
      for (var i = 0; i < BATCH; i++) {
        at = at.plusMillis(10);
        var given = given(at);
        batch.add(given.by(customer(SMALL)).tagged(1));
        toBig.add(given.by(customer(Integer.getInteger("heed.volume"))).tagged(1));
      }
      var rows = BareInsert.rows(batch);
      var deeds =
          List.<Deed>of(
              () -> little.apply(batch),
              () -> large.apply(toBig),
              () -> BareInsert.into(ofSmall, rows));
      for (var i = 0; i < 3; i++) {
        var before = CpuTime.now(servers[i]);
        nanos[i][round] = timed(deeds.get(i));
        if (round >= WARM) {
          cpu[i] = cpu[i].plus(CpuTime.now(servers[i]).since(before));
        }
      }
    }
    var names = List.of("folding beside 100,000", "folding beside all", "bare multi-row insert");
    for (var i = 0; i < 3; i++) {
      var sorted = Arrays.stream(nanos[i]).skip(WARM).sorted().toArray();
      System.out.printf(
          "volume: %s: %.0f reviews/s by the median batch of %d, %.0f on the whole; processor time"
              + " per review %.1f us here, %.1f us in the database: %.0f a second of one%n",
          names.get(i),
          BATCH * 1e9 / sorted[sorted.length / 2],
          BATCH,
          BATCH * 1e9 * sorted.length / Arrays.stream(sorted).sum(),
          cpu[i].clientNanos() / 1e3 / BATCH / sorted.length,
          cpu[i].serverNanos() / 1e3 / BATCH / sorted.length,
          BATCH * sorted.length / cpu[i].seconds());
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

  private @Nullable String customer(int reviews) {
    return random.nextInt(4) == 0 ? null : "c-" + random.nextInt(Volume.customers(reviews));
  }

  private Given given(Instant at) {
    var stars = 1 + random.nextInt(5);
    return Given.review(Questions.one(random).getFirst(), "v" + at.toEpochMilli())
        .product(Questions.product(random))
        .from(
            Questions.pick(random, "LV", "DE", "SI", "EE", "LT", "FR", "AT", "PL"),
            Questions.pick(random, "lv", "de", "sl", "et", "lt", "fr", "pl"),
            heed.events.Channel.values()[random.nextInt(6)])
        .stars(stars, stars < 3 ? heed.events.Tags.Label.NEGATIVE : heed.events.Tags.Label.POSITIVE)
        .nps(random.nextBoolean() ? null : random.nextInt(11))
        .received(at);
  }
}
