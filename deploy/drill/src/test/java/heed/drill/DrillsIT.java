package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Those drills that say most in three minutes; {@code ./heed drill} runs all, at full length. */
@EnabledIfSystemProperty(
    named = "heed.drills",
    matches = ".+",
    disabledReason = "-Dheed.drills runs them")
class DrillsIT {
  @TempDir static Path folder;

  @Test
  void nothingIsLostAndNothingIsDuplicatedWhateverIsKilled() throws Exception {
    var words = new ArrayList<>(Drills.BRIEF);
    words.add("--short");
    words.add("--data");
    words.add(folder.resolve("data").toString());
    words.add("--json");
    words.add(Path.of("target", "drills.json").toString());
    var root = Path.of(System.getProperty("heed.root")).toAbsolutePath().normalize();
    var main = new Main(Options.parse(words, root), root, System.out);
    assertThat(main.run()).as(main.table().text()).isZero();
  }
}
