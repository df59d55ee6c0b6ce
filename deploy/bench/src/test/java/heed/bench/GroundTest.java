package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTest {
  private static final int PORT_BASE = 18_080;

  @TempDir Path data;

  @Test
  void aFolderIsSomebodysAlsoWhileOnlyItsDatabaseListens() throws IOException {
    try (var postgres = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = postgres.getLocalPort();
      assertThatThrownBy(() -> Ground.requireFree(port - 11))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining(" is taken; ");
    }
  }

  @Test
  void logsOfWhatFailedAreKept() throws IOException {
    var logs = logs();
    var ground = ground();
    ground.failed();
    ground.close();
    assertThat(logs).exists();
  }

  @Test
  void aRowThatWasToldToStopHasNotFailed() throws IOException {
    var ground = ground();
    ground.close();
    var logs = logs();
    ground.failed();
    ground.close();
    assertThat(logs).doesNotExist();
  }

  private Path logs() throws IOException {
    return Files.createDirectories(data.resolve("bench-" + PORT_BASE + "/logs"));
  }

  private Ground ground() throws IOException {
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    var options = new Options(true, false, null, List.of(), data, PORT_BASE);
    return new Ground(options, root(), new Progress(out, false));
  }

  private static Path root() {
    return Path.of("../..").toAbsolutePath().normalize();
  }
}
