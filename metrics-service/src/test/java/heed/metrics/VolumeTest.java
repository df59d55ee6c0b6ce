package heed.metrics;

import heed.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Figures of a full database, with {@code -Dheed.volume=10000000}: how long KPIs take over so many
 * reviews of 90 days, 3 storefronts and 2,000 products, and how much work it is to fold new ones,
 * in turns with a database of 100,000 and with a bare insertion, so that whatever else the machine
 * does is done to all. The databases stay in {@code -Dheed.volume.folder} for the next run.
 */
@EnabledIfSystemProperty(named = "heed.volume", matches = "[0-9]+")
class VolumeTest {
  private static final int ALL = Integer.getInteger("heed.volume", 0);
  private static final int ROUNDS = Integer.getInteger("heed.volume.rounds", 20);
  private static final int SHOWN = 5;
  private static final Duration PROOF =
      Duration.ofSeconds(Integer.getInteger("heed.volume.proof", 60));

  private final Path folder = Path.of(System.getProperty("heed.volume.folder", "target/volume"));

  @Test
  void figures() throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder, 0, List.of("big", "little"))) {
      Volume.of(postgres, "little").fill(SpeedTest.STORED);
      Volume.of(postgres, "big").fill(ALL);
    }
    if (!Boolean.getBoolean("heed.volume.fill")) {
      try (var postgres = EmbeddedPostgres.start(folder, 0, List.of("big", "little"))) {
        var big = Volume.of(postgres, "big");
        questions(big);
        folding(Volume.of(postgres, "little"), big);
        proof(big);
      }
    }
  }

  private static void questions(Volume big) throws Exception {
    try (var pool = FoldingSpeed.pool(big, 1)) {
      new Questions(new Kpis(new Transactions(pool)), CpuTime.Server.of(pool)).ask();
    }
  }

  /** One batch here, the same there, and each bare, over and over. */
  private static void folding(Volume little, Volume big) throws Exception {
    var stored = SpeedTest.STORED;
    try (var small = new FoldingSpeed(little, "beside 100,000", Volume.customers(stored));
        var large = new FoldingSpeed(big, "beside all", Volume.customers(ALL))) {
      for (var round = 0; round < SpeedTest.WARM + ROUNDS; round++) {
        small.round(round >= SpeedTest.WARM);
        large.round(round >= SpeedTest.WARM);
      }
      small.tell();
      large.tell();
      System.out.printf(
          "speed: beside all it takes %.2f of beside 100,000%n", large.micros() / small.micros());
    }
  }

  /** Some pieces counted anew, after the folding. */
  private static void proof(Volume big) throws Exception {
    try (var pool = FoldingSpeed.pool(big, 1)) {
      var start = System.nanoTime();
      var progress =
          new Recount(new Transactions(pool), List.of()).check(Recount.Of.ALL, null, PROOF);
      System.out.printf(
          "volume: recount of %d pieces in %.1f s, %d differences%n",
          progress.pieces(), (System.nanoTime() - start) / 1e9, progress.differences().size());
      progress.differences().stream().limit(SHOWN).forEach(d -> System.out.println("volume: " + d));
    }
  }
}
