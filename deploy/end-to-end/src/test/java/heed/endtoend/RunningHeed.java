package heed.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@code ./heed up} starts, started the same way: the launcher as a process group of its own.
 */
final class RunningHeed {
  static final int INGEST = 0;
  static final int SENTIMENT = 1;
  static final int ALERTING = 2;
  static final int METRICS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT =
      Path.of(System.getProperty("heed.root")).toAbsolutePath().normalize();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final int portBase;
  private final List<String> lines = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Process launcher;
  private String key;

  RunningHeed(Path data, int portBase) {
    this.data = data;
    this.portBase = portBase;
  }

  /** Sets a variable for all of it. */
  RunningHeed with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts it; returns once it has printed its key. */
  void start() throws IOException {
    launcher = command("up").redirectError(ProcessBuilder.Redirect.INHERIT).start();
    lines.clear();
    var out = launcher.inputReader();
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.startsWith("key: ")) {
        key = line.substring("key: ".length());
        Thread.ofVirtual().start(() -> drain(out));
        return;
      }
    }
    throw new IOException("Heed did not start: " + String.join("\n", lines));
  }

  ProcessBuilder command(String word) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            "setsid",
            java,
            "-Dheed.root=" + ROOT,
            "-jar",
            ROOT.resolve("deploy/launcher/target/launcher.jar").toString(),
            word,
            "--data",
            data.toString(),
            "--port-base",
            String.valueOf(portBase));
    builder.environment().putAll(environment);
    return builder;
  }

  Path data() {
    return data;
  }

  /** The demo key, which opens every door. */
  String key() {
    return key;
  }

  URI root(int service) {
    return uri(service, "/");
  }

  /** A connection to one of the two databases, as its service has it. */
  Connection database(String name) throws IOException, SQLException {
    var password = Files.readString(data.resolve("postgres/passwords").resolve(name)).strip();
    var url = "jdbc:postgresql://127.0.0.1:" + (portBase + 11) + "/" + name;
    return DriverManager.getConnection(url, name, password);
  }

  private void drain(BufferedReader out) {
    out.lines()
        .forEach(
            line -> {
              synchronized (lines) {
                lines.add(line);
              }
            });
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Ctrl-C: SIGINT to the whole process group; the exit code of the launcher. */
  int interruptGroup() throws IOException, InterruptedException {
    // setsid became the launcher: it forks only where it leads a group already
    signal("INT", "-" + launcher.pid());
    if (!launcher.waitFor(90, TimeUnit.SECONDS)) {
      throw new IOException("the launcher did not stop: " + lines());
    }
    return launcher.exitValue();
  }

  /** For the end of a test that failed half-way: nothing may be left. */
  void stopIfRunning() throws IOException, InterruptedException {
    if (launcher != null && launcher.isAlive()) {
      try {
        interruptGroup();
      } finally {
        signal("KILL", "-" + launcher.pid());
        EmbeddedPostgres.endLeftover(data.resolve("postgres"));
      }
    }
  }

  /** Process numbers by name, as the launcher and PostgreSQL have written them down. */
  Map<String, Long> processes() throws IOException {
    var found = new LinkedHashMap<String, Long>();
    for (var line : Files.readAllLines(data.resolve("running"))) {
      var words = line.split(" ", -1);
      found.put(words[0], Long.parseLong(words[1]));
    }
    var postmaster = Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).get(0);
    found.put("PostgreSQL", Long.parseLong(postmaster.strip()));
    return found;
  }

  void kill(String name) throws IOException, InterruptedException {
    signal("KILL", String.valueOf(processes().get(name)));
  }

  private static void signal(String name, String target) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "--", target).inheritIO().start().waitFor();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + (portBase + 10);
  }

  boolean isReady(int service) {
    try {
      return send(HttpRequest.newBuilder(uri(service, "/q/health/ready"))).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  JsonNode get(int service, String path) throws IOException {
    return JSON.readTree(text(service, path));
  }

  /** The lines that a service has written to its log. */
  List<String> log(String service) throws IOException {
    return Files.readAllLines(data.resolve("logs").resolve(service + ".log"));
  }

  String text(int service, String path) throws IOException {
    var answer = send(HttpRequest.newBuilder(uri(service, path)));
    if (answer.statusCode() != 200) {
      throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  /** What a holder of another key is answered. */
  int statusWith(String otherKey, int service, String path) throws IOException {
    return send(HttpRequest.newBuilder(uri(service, path)), otherKey).statusCode();
  }

  HttpResponse<String> post(int service, String path, String body) throws IOException {
    return send(posted(service, path, body));
  }

  HttpResponse<String> post(int service, String path, String body, String header, String value)
      throws IOException {
    return send(posted(service, path, body).header(header, value));
  }

  HttpResponse<String> put(int service, String path, String body, String header, String value)
      throws IOException {
    return send(
        posted(service, path, body)
            .header(header, value)
            .method("PUT", HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(int service, String path) throws IOException {
    return send(HttpRequest.newBuilder(uri(service, path)).DELETE());
  }

  private HttpRequest.Builder posted(int service, String path, String body) {
    return HttpRequest.newBuilder(uri(service, path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** What is told on a stream of events from now on. */
  InputStream follow(int service, String path) throws IOException {
    var answer =
        send(
            HttpRequest.newBuilder(uri(service, path)),
            key,
            HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " was answered " + answer.statusCode());
    }
    return answer.body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    return send(request, key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String bearer) throws IOException {
    return send(request, bearer, HttpResponse.BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(
      HttpRequest.Builder request, String bearer, HttpResponse.BodyHandler<T> body)
      throws IOException {
    var ready =
        request.header("Authorization", "Bearer " + bearer).timeout(Duration.ofSeconds(10)).build();
    try {
      return http.send(ready, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private URI uri(int service, String path) {
    return URI.create("http://127.0.0.1:" + (portBase + service) + path);
  }
}
