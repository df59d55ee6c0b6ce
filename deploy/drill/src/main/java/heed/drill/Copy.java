package heed.drill;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One copy of a service, a process of its own: it can be killed, stopped, paused and started. */
final class Copy implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Service service;
  private final int port;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable Process process;
  private volatile boolean stopping;

  /**
   * @param settings configuration beside the environment, as system properties
   */
  Copy(
      Service service,
      int port,
      Path root,
      Map<String, String> settings,
      Map<String, String> environment,
      Path log) {
    this.service = service;
    this.port = port;
    this.environment = environment;
    this.log = log;
    command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + service.heapMegabytes() + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError"));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    var jar = root.resolve(service.title()).resolve("target/quarkus-app/quarkus-run.jar");
    command.addAll(List.of("-jar", jar.toString()));
  }

  Service service() {
    return service;
  }

  String name() {
    return service.title() + ":" + port;
  }

  int port() {
    return port;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Returns at once; see {@link #awaitReady}. */
  void start() throws IOException {
    stopping = false;
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    process = Leftovers.start(builder::start);
    Leftovers.note(log.resolveSibling(log.getFileName() + Leftovers.NOTE), process.toHandle());
  }

  private Process process() {
    if (process == null) {
      throw new IllegalStateException(name() + " was not started");
    }
    return process;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  void awaitReady() throws InterruptedException {
    Wait.until(
        name() + " is ready",
        () -> {
          if (!isAlive()) {
            throw new Failed("%s ended by itself; see %s".formatted(name(), log));
          }
          return status("/q/health/ready") == 200;
        });
  }

  /** True from the moment on in which it was told to stop. */
  boolean isStopping() {
    return stopping;
  }

  boolean isReady() {
    return status("/q/health/ready") == 200;
  }

  /** What it answers to a GET without a key; 0 for nothing within 10 s. */
  int status(String path) {
    try {
      return Http.get(uri(path), null).status();
    } catch (IOException e) {
      return 0;
    }
  }

  /** As kill -9 does: it finishes nothing. Returns once it is gone. */
  void kill() throws InterruptedException {
    if (!process().destroyForcibly().waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
      throw new Failed(name() + " outlived kill -9");
    }
  }

  /** As a cluster stops it: SIGTERM, and it finishes what it has begun. */
  void stop() throws InterruptedException {
    stopping = true;
    process().destroy();
    if (!process().waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    }
  }

  void pause() throws IOException, InterruptedException {
    Signals.pause(process().toHandle());
  }

  void goOn() throws IOException, InterruptedException {
    Signals.goOn(process().toHandle());
  }

  /** What it does not give back, in MB; 0 where the machine does not tell. */
  long residentMegabytes() {
    return proc("VmRSS:") >> 10;
  }

  long threads() {
    return proc("Threads:");
  }

  private long proc(String name) {
    var status = Path.of("/proc/" + process().pid() + "/status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  long openFiles() {
    try (var files = Files.list(Path.of("/proc/" + process().pid() + "/fd"))) {
      return files.count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The sum of the series of a figure whose labels contain all of these words. */
  double figure(String name, String... labels) throws IOException {
    var sum = 0.0;
    for (var line : Http.get(uri("/q/metrics"), null).body().lines().toList()) {
      if ((line.startsWith(name + "{") || line.startsWith(name + " "))
          && List.of(labels).stream().allMatch(line::contains)) {
        var words = line.replaceFirst(" # .*", "").strip().split(" ", -1);
        sum += Double.parseDouble(words[words.length - 1]);
      }
    }
    return sum;
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null && process.isAlive()) {
      kill(); // also one that is paused
    }
  }

  /** What it said last, for whoever reads why a drill failed. */
  String lastWords() {
    try (InputStream in = Files.newInputStream(log)) {
      var lines = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).lines();
      return lines.reduce((first, second) -> second).orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
