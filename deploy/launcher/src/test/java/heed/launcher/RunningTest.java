package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
  @TempDir Path folder;
  private Process process;

  @BeforeEach
  void startSomething() throws Exception {
    process = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly();
  }

  @Test
  void endsWhatAKilledLauncherLeft() throws Exception {
    new Running(folder.resolve("running")).note("something", process.toHandle());
    assertThat(new Running(folder.resolve("running")).endLeftovers()).containsExactly("something");
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("running")).doesNotExist();
  }

  @Test
  void sparesAStrangerWhoGotTheNumberSince() throws Exception {
    var file = folder.resolve("running");
    Files.writeString(file, "something " + process.pid() + " 1000000000000\n");
    assertThat(new Running(file).endLeftovers()).isEmpty();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void toleratesAFileThatWasCutShort() throws Exception {
    var file = folder.resolve("running");
    Files.writeString(file, "something 12");
    assertThat(new Running(file).endLeftovers()).isEmpty();
  }
}
