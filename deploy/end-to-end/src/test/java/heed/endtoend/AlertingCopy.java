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
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One copy of alerting-service, a process of its own, on the broker and database of the tests. */
final class AlertingCopy implements AutoCloseable {
  private static final Path JAR =
      Path.of(
              System.getProperty("heed.root"),
              "alerting-service/target/quarkus-app/quarkus-run.jar")
          .toAbsolutePath()
          .normalize();
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  private AlertingCopy(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Starts one; it is not ready yet. */
  static AlertingCopy start(Path log) throws IOException {
    int port = FreePort.find();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(java, "-Xmx256m", "-XX:+UseSerialGC", "-jar", JAR.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
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
                KEY));
    return new AlertingCopy(port, builder.start());
  }

  boolean isReady() throws InterruptedException {
    var ask = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
    try {
      var answer =
          http.send(HttpRequest.newBuilder(ask).build(), HttpResponse.BodyHandlers.discarding());
      return answer.statusCode() == 200;
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw new IllegalStateException("it ended by itself with " + process.exitValue(), e);
      }
      return false; // not listening yet
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
