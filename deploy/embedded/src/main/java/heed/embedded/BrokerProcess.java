package heed.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker in a JVM of its own, with the class path of this one; ends when this JVM ends. */
public final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private final Path folder;
  private final int port;

  private BrokerProcess(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts the process and returns at once.
   *
   * @param folder the broker's data; formatted if new
   * @param port 1-65535
   * @param output takes what the process prints
   * @param options for the JVM, before the defaults
   */
  public static BrokerProcess launch(
      Path folder, int port, Path output, List<String> arguments, List<String> options)
      throws IOException {
    Files.deleteIfExists(BrokerMain.readyFile(folder));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx320m", "-XX:+UseSerialGC", "-Dlog4j2.statusLoggerLevel=OFF"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            BrokerMain.class.getName(),
            folder.toString(),
            String.valueOf(port)));
    command.addAll(arguments);
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new BrokerProcess(process, folder, port);
  }

  /** True once the broker answers and its topics exist. */
  public boolean isReady() {
    return Files.exists(BrokerMain.readyFile(folder));
  }

  /**
   * Waits until it is ready.
   *
   * @throws IOException if it ended or the time is over; its output says why
   */
  public void awaitReady(Duration atMost) throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!isReady()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException("the broker ended with exit code " + process.exitValue());
      }
      if (System.nanoTime() > end) {
        throw new IOException("the broker was not ready within " + atMost.toSeconds() + " s");
      }
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public Process process() {
    return process;
  }

  /** Stops cleanly; kills what has not ended within 30 s. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** The hard way, as a crash would: nothing is flushed or signed off. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
