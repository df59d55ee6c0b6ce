package heed.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A Heed of its own on a throw-away folder, launched as {@code ./heed} launches it: what is
 * measured is what runs, and nothing of it knows that it is measured.
 */
final class Heed implements AutoCloseable {
  static final String INGEST = "review-ingest";
  static final String SENTIMENT = "sentiment-service";
  static final String ALERTING = "alerting-service";
  static final String METRICS = "metrics-service";
  private static final List<String> SERVICES = List.of(INGEST, SENTIMENT, ALERTING, METRICS);
  private static final int BROKER_PORT = 10;
  private static final int POSTGRES_PORT = 11;
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Process launcher;
  private final Path data;
  private final int portBase;
  private final String key;
  private final Duration start;
  private final Set<String> held = new LinkedHashSet<>();

  private Heed(Process launcher, Path data, int portBase, String key, Duration start) {
    this.launcher = launcher;
    this.data = data;
    this.portBase = portBase;
    this.key = key;
    this.start = start;
  }

  /**
   * Starts what {@code ./heed up} starts, or a demo, from what is built; returns once it has
   * printed its key.
   *
   * @param words the command and its options beside folder and ports
   * @param until what a line holds that is waited for after the key; empty: none
   */
  static Heed start(Path root, List<String> words, Path data, int portBase, String until)
      throws IOException, Refusal {
    var begin = System.nanoTime();
    var process = launch(root, words, data, portBase);
    var end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    var out = process.inputReader();
    var said = new ArrayList<String>();
    var key = "";
    var start = Duration.ZERO;
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      if (line.startsWith("key: ")) {
        key = line.substring("key: ".length());
        start = Duration.ofNanos(System.nanoTime() - begin);
      }
      if (!key.isEmpty() && (until.isEmpty() || line.contains(until))) {
        Thread.ofVirtual().start(() -> drain(out));
        return new Heed(process, folder(words, data, portBase), portBase, key, start);
      }
    }
    throw new Refusal(
        "Heed did not start: " + (said.isEmpty() ? "it said nothing" : said.getLast()));
  }

  /** Where it keeps what it has: a demo in a folder of its own within. */
  static Path folder(List<String> words, Path data, int portBase) {
    return words.contains("demo") ? data.resolve("demo-" + portBase) : data;
  }

  /** As {@code ./heed} launches, but builds nothing, whatever is edited meanwhile. */
  private static Process launch(Path root, List<String> words, Path data, int portBase)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = root.resolve("deploy/launcher/target/launcher.jar").toString();
    var command = new ArrayList<>(List.of(java, "-Xmx96m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Dheed.root=" + root, "-jar", jar));
    command.addAll(words);
    command.addAll(List.of("--data", data.toString(), "--port-base", String.valueOf(portBase)));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    return builder.start();
  }

  private static void drain(BufferedReader out) {
    try (out) {
      while (out.readLine() != null) {
        continue;
      }
    } catch (IOException e) {
      return; // it has ended
    }
  }

  /** From the command to the key, which is printed when all is ready. */
  Duration start() {
    return start;
  }

  String key() {
    return key;
  }

  int port(String service) {
    return portBase + SERVICES.indexOf(service);
  }

  URI address(String service) {
    return URI.create("http://127.0.0.1:" + port(service));
  }

  /** All that a Heed listens on. */
  static List<Integer> ports(int portBase) {
    var ports = new ArrayList<Integer>();
    for (var i = 0; i < SERVICES.size(); i++) {
      ports.add(portBase + i);
    }
    ports.addAll(List.of(portBase + BROKER_PORT, portBase + POSTGRES_PORT));
    return List.copyOf(ports);
  }

  String bootstrapServers() {
    return "127.0.0.1:" + (portBase + BROKER_PORT);
  }

  /** A connection that may do anything in one of the two databases. */
  Connection database(String name) throws IOException, SQLException {
    var password = Files.readString(data.resolve("postgres/passwords/postgres")).strip();
    var url = "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true";
    return DriverManager.getConnection(
        url.formatted(portBase + POSTGRES_PORT, name), "postgres", password);
  }

  /** The processes by their names: the services, the broker and the launcher, not PostgreSQL. */
  Map<String, Long> processes() throws IOException {
    var processes = new LinkedHashMap<String, Long>();
    processes.put("launcher", launcher.pid());
    for (var line : Files.readAllLines(data.resolve("running"))) {
      var words = line.split(" ", -1);
      processes.put(words[0], Long.parseLong(words[1]));
    }
    return processes;
  }

  /**
   * Freezes services, warm as they are, so that what they would do waits, and takes no processor
   * from what is measured.
   */
  void hold(String... services) throws IOException, InterruptedException {
    for (var service : services) {
      if (held.add(service)) {
        signal("STOP", service);
      }
    }
  }

  void letGo(String... services) throws IOException, InterruptedException {
    for (var service : services) {
      if (held.remove(service)) {
        signal("CONT", service);
      }
    }
  }

  void letAllGo() throws IOException, InterruptedException {
    letGo(held.toArray(String[]::new));
  }

  private void signal(String name, String service) throws IOException, InterruptedException {
    var pid = processes().get(service);
    if (pid == null) {
      throw new IOException(service + " does not run");
    }
    var exit =
        new ProcessBuilder("bash", "-c", "kill -" + name + " " + pid)
            .redirectErrorStream(true)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(service + " could not be sent SIG" + name);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (launcher.isAlive()) {
      letAllGo();
      launcher.destroy();
      if (!launcher.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        launcher.destroyForcibly().waitFor();
      }
    }
  }
}
