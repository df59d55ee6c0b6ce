package heed.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * As much of a cluster as a chart's {@code lookup} of secrets needs, on loopback. It ends with the
 * JVM; the build points {@code KUBECONFIG} to the file that this writes.
 */
final class StandInCluster {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Map<String, String>> SECRETS = new ConcurrentHashMap<>();
  private static boolean started;

  private StandInCluster() {}

  static synchronized void start() {
    if (started) {
      return;
    }
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", StandInCluster::answer);
      server.setExecutor(task -> Thread.ofVirtual().start(task));
      server.start();
      var file = Path.of(System.getenv("KUBECONFIG"));
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
          contexts: [{name: here, context: {cluster: here, user: nobody}}]
          users: [{name: nobody, user: {}}]
          current-context: here
          """
              .formatted(server.getAddress().getPort()));
      started = true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As if an earlier release had made it; the value is in Base64. */
  static void put(String secret, String key, String value) {
    SECRETS.computeIfAbsent(secret, name -> new ConcurrentHashMap<>()).put(key, value);
  }

  static void clear() {
    SECRETS.clear();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var secret = SECRETS.get(path.substring(path.lastIndexOf('/') + 1));
    if (path.equals("/api/v1")) {
      send(exchange, 200, KINDS);
    } else if (path.contains("/secrets/") && secret != null) {
      send(
          exchange,
          200,
          Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of(), "data", secret));
    } else {
      send(
          exchange,
          404,
          Map.of(
              "apiVersion",
              "v1",
              "kind",
              "Status",
              "status",
              "Failure",
              "reason",
              "NotFound",
              "code",
              404));
    }
  }

  private static final Map<String, Object> KINDS =
      Map.of(
          "apiVersion",
          "v1",
          "kind",
          "APIResourceList",
          "groupVersion",
          "v1",
          "resources",
          List.of(
              Map.of(
                  "name",
                  "secrets",
                  "singularName",
                  "secret",
                  "namespaced",
                  true,
                  "kind",
                  "Secret",
                  "verbs",
                  List.of("get"))));

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
