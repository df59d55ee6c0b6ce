package heed.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks services over HTTP as any client would. */
final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  static {
    // the drill of rolling restarts speaks through a balancer with a connection per request
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
  }

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private Http() {}

  /**
   * What was answered.
   *
   * @param retryAfter empty if the answer has none
   */
  record Answer(int status, String body, String retryAfter) {
    JsonNode json() throws IOException {
      return JSON.readTree(body);
    }

    /** The body of a 2xx. */
    JsonNode fine() throws IOException {
      if (status < 200 || status > 299) {
        throw new IOException("answered " + status + ": " + body);
      }
      return json();
    }
  }

  static Answer get(URI uri, @Nullable String key) throws IOException {
    return send(request(uri, key, false).GET());
  }

  static Answer post(URI uri, String key, String type, String body) throws IOException {
    return send(
        request(uri, key, false).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  static Answer delete(URI uri, String key) throws IOException {
    return send(request(uri, key, false).DELETE());
  }

  /** A file, which may take long. */
  static Answer file(URI uri, String key, String body) throws IOException {
    return send(
        request(uri, key, false)
            .timeout(Duration.ofMinutes(10))
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body)));
  }

  /** The same on a connection of its own, that is closed after it. */
  static Answer once(URI uri, String key, @Nullable String json) throws IOException {
    var request = request(uri, key, true);
    return send(
        json == null
            ? request.GET()
            : request
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
  }

  private static HttpRequest.Builder request(URI uri, @Nullable String key, boolean once) {
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    if (once) {
      request.header("Connection", "close");
    }
    return request;
  }

  private static Answer send(HttpRequest.Builder request) throws IOException {
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
