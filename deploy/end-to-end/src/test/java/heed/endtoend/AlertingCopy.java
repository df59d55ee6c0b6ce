package heed.endtoend;

import heed.embedded.FreePort;
import heed.testing.KafkaForTests;
import heed.testing.PostgresForTests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** One copy of alerting-service, a process of its own, on the broker and database of the tests. */
final class AlertingCopy implements AutoCloseable {
  static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final ServiceProcess process;

  private AlertingCopy(int port, ServiceProcess process) {
    this.port = port;
    this.process = process;
  }

  /** Starts one; it is not ready yet. */
  static AlertingCopy start(Path log) throws IOException {
    return start(log, Map.of());
  }

  /**
   * Starts one; it is not ready yet.
   *
   * @param settings environment variables that go before those that every copy has
   */
  static AlertingCopy start(Path log, Map<String, String> settings) throws IOException {
    int port = FreePort.find();
    var environment = new HashMap<>(usual(port));
    environment.putAll(settings);
    return new AlertingCopy(port, ServiceProcess.start("alerting-service", environment, log));
  }

  private static Map<String, String> usual(int port) {
    return Map.of(
        "QUARKUS_HTTP_HOST",
        "127.0.0.1",
        "QUARKUS_HTTP_PORT",
        String.valueOf(port),
        "KAFKA_BOOTSTRAP_SERVERS",
        KafkaForTests.bootstrapServers(),
        "QUARKUS_DATASOURCE_JDBC_URL",
        PostgresForTests.jdbcUrl("alerting"),
        "QUARKUS_DATASOURCE_USERNAME",
        "alerting",
        "QUARKUS_DATASOURCE_PASSWORD",
        PostgresForTests.password("alerting"),
        "HEED_PRIVACY_KEY",
        KEY,
        "HEED_PRIVACY_ERASURE_KEY",
        KEY);
  }

  boolean isReady() throws InterruptedException {
    var ask = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
    try {
      var answer =
          http.send(HttpRequest.newBuilder(ask).build(), HttpResponse.BodyHandlers.discarding());
      return answer.statusCode() == 200;
    } catch (IOException e) {
      process.mustRun();
      return false; // not listening yet
    }
  }

  String metrics() throws IOException, InterruptedException {
    var ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"));
    return http.send(ask.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** As kill -9 does: it finishes nothing. */
  void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
