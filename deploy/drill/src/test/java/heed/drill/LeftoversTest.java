package heed.drill;

import static org.assertj.core.api.Assertions.assertThat;

import heed.embedded.Processes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir Path folder;

  @Test
  void aServiceThatOutlivedItsDrillIsEndedAndItsFolderRemoved() throws Exception {
    var shared = Files.createDirectories(folder.resolve("shared"));
    var service = new ProcessBuilder("sleep", "600").start();
    Leftovers.note(shared.resolve("service.log" + Leftovers.NOTE), service.toHandle());
    Leftovers.end(folder);
    assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(shared).doesNotExist();
  }

  @Test
  void aNumberThatIsAStrangersByNowIsLeftAlone() throws Exception {
    var service = new ProcessBuilder("sleep", "600").start();
    try {
      assertThat(Leftovers.noted(service.pid() + " 1000")).isEmpty();
      assertThat(Leftovers.noted("")).isEmpty();
      assertThat(Leftovers.noted("1 2 3")).isEmpty();
      assertThat(Processes.runs(service.toHandle())).isTrue();
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void aFolderThatNoDrillMadeIsRefusedAndKept() throws Exception {
    var precious = Files.createDirectories(folder.resolve("drill-run").resolve("precious"));
    var said = new ByteArrayOutputStream();
    var options = Options.parse(List.of("17", "--data", folder.toString()), folder);
    var main = new Main(options, folder, new PrintStream(said, true, StandardCharsets.UTF_8));
    assertThat(main.run()).isOne();
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("not made by a drill");
    assertThat(precious).exists();
  }
}
