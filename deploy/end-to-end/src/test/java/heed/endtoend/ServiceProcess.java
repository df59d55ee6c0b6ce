package heed.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service, as it was built, in a process of its own. */
final class ServiceProcess implements AutoCloseable {
  private static final Path ROOT =
      Path.of(System.getProperty("heed.root")).toAbsolutePath().normalize();

  private final Process process;

  private ServiceProcess(Process process) {
    this.process = process;
  }

  /** Starts it; it is not ready yet. */
  static ServiceProcess start(String service, Map<String, String> environment, Path log)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = ROOT.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
    var builder =
        new ProcessBuilder(java, "-Xmx256m", "-XX:+UseSerialGC", "-jar", jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ServiceProcess(builder.start());
  }

  /**
   * For whoever waits for an answer of it.
   *
   * @throws IllegalStateException if none will come any more
   */
  void mustRun() {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended by itself with " + process.exitValue());
    }
  }

  /** As kill -9 does: it finishes nothing. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it outlived kill -9");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
