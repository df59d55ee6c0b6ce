package heed.metrics;

import heed.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Figures on the spot, with {@code -Dheed.speed=200000}: how much work the folding of so many new
 * reviews is beside 100,000 stored ones. The database stays in {@code -Dheed.volume.folder}.
 */
@EnabledIfSystemProperty(named = "heed.speed", matches = "[0-9]+")
class SpeedTest {
  static final int STORED = 100_000;
  static final int WARM = Integer.getInteger("heed.speed.warm", 10);

  private static final int AGAIN = 3;

  @Test
  void figures() throws Exception {
    var rounds = Integer.getInteger("heed.speed") / FoldingSpeed.BATCH;
    var folder = Path.of(System.getProperty("heed.volume.folder", "target/volume"));
    fill(folder);
    try (var postgres = EmbeddedPostgres.start(folder, 0, List.of("little"));
        var speed = speed(Volume.of(postgres, "little"))) {
      for (var round = 0; round < WARM + rounds; round++) {
        speed.round(round >= WARM);
      }
      speed.tell();
      speed.sideBySide(rounds / 2);
      again(speed);
    }
  }

  /** Alone once more, to see what is of two side by side and what of the many reviews since. */
  private static void again(FoldingSpeed speed) throws Exception {
    speed.anew();
    for (var round = 0; round < AGAIN; round++) {
      speed.round(true);
    }
    speed.tell();
  }

  /** Stopped when it is full, so that its checkpoint is not written while we measure. */
  private static void fill(Path folder) throws Exception {
    try (var postgres = EmbeddedPostgres.start(folder, 0, List.of("little"))) {
      Volume.of(postgres, "little").fill(STORED);
    }
  }

  private static FoldingSpeed speed(Volume little) throws Exception {
    return new FoldingSpeed(little, "beside 100,000", Volume.customers(STORED));
  }
}
