package heed.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One copy of a service that keeps state, as a cluster starts it: it does not migrate by itself.
 */
final class ServiceCopy implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "key-of-the-rehearsal";
  private static final String PRIVACY = Base64.getEncoder().encodeToString(new byte[32]);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;
  private final Process process;

  private ServiceCopy(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one; it is not ready yet.
   *
   * @param settings environment variables beside those that every copy has
   */
  static ServiceCopy start(String service, Map<String, String> settings, Path log)
      throws IOException {
    int port = FreePort.find();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar =
        Path.of(System.getProperty("heed.root"), service, "target/quarkus-app/quarkus-run.jar");
    var builder =
        new ProcessBuilder(
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toAbsolutePath().normalize().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var environment =
        new HashMap<>(
            Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                String.valueOf(port),
                "HEED_KEYS_ADMIN_SHA256",
                sha256(KEY),
                "HEED_KEYS_ADMIN_ROLES",
                "*",
                "HEED_PRIVACY_KEY",
                PRIVACY,
                "HEED_PRIVACY_ERASURE_KEY",
                PRIVACY,
                "QUARKUS_FLYWAY_MIGRATE_AT_START",
                "false",
                "QUARKUS_FLYWAY_VALIDATE_AT_START",
                "true"));
    environment.putAll(settings);
    builder.environment().putAll(environment);
    return new ServiceCopy(port, builder.start());
  }

  /** Waits for one that ends by itself; its exit code. */
  int exitCode(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("it did not end");
    }
    return process.exitValue();
  }

  boolean isReady() throws IOException, InterruptedException {
    try {
      return send("/q/health/ready", null, null).statusCode() == 200;
    } catch (IOException e) {
      if (!process.isAlive()) {
        throw new IllegalStateException("it ended by itself with " + process.exitValue(), e);
      }
      return false; // not listening yet
    }
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return answer(send(path, null, null));
  }

  /** Acts on the version that was seen. */
  JsonNode post(String path, String body, long version) throws IOException, InterruptedException {
    return answer(send(path, body, version));
  }

  private static JsonNode answer(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(response.uri() + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> send(String path, String body, Long version)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + KEY)
            .timeout(Duration.ofSeconds(60));
    if (body != null) {
      request
          .header("Content-Type", "application/json")
          .header("If-Match", "\"" + version + "\"")
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String sha256(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As a cluster stops it: it finishes what it has begun, or is killed. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (process.waitFor(45, TimeUnit.SECONDS)) {
      return;
    }
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it outlived kill -9");
    }
  }
}
