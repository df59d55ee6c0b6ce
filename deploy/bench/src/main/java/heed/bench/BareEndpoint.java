package heed.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The floor of a single post as a process of its own: {@code deploy/bench-floor}, with the heap and
 * the options that the launcher gives review-ingest.
 */
final class BareEndpoint implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final int COMPACT_HEADERS_SINCE = 25;

  private final Process process;

  private BareEndpoint(Process process) {
    this.process = process;
  }

  static BareEndpoint start(Path root, int port) throws IOException, InterruptedException, Refusal {
    var jar = root.resolve("deploy/bench-floor/target/quarkus-app/quarkus-run.jar");
    if (!Files.exists(jar)) {
      throw new Refusal("deploy/bench-floor is not built; ./heed bench builds it");
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(java, "-Xmx192m", "-XX:+UseSerialGC", "-Dquarkus.http.port=" + port));
    if (Runtime.version().feature() >= COMPACT_HEADERS_SINCE) {
      command.add("-XX:+UseCompactObjectHeaders");
    }
    command.addAll(List.of("-Dquarkus.http.host=127.0.0.1", "-jar", jar.toString()));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var floor = new BareEndpoint(process);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    floor.awaitPort(port);
    return floor;
  }

  private void awaitPort(int port) throws InterruptedException, Refusal {
    var end = System.nanoTime() + START.toNanos();
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        process.destroyForcibly();
        throw new Refusal("the bare endpoint did not start on port " + port);
      }
      Thread.sleep(50);
    }
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
