package heed.testing.doors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request, put together bit by bit, and what came of it. */
final class Ask {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int ENOUGH = 1 << 20;

  final String method;
  final String template;
  final Map<String, String> path = new LinkedHashMap<>();
  final Map<String, String> query = new LinkedHashMap<>();
  final Map<String, String> headers = new LinkedHashMap<>();
  byte @Nullable [] body;

  /** What was answered; the body of a stream of events is left unread. */
  record Answer(int status, String type, HttpResponse<?> response, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }
  }

  Ask(String method, String template) {
    this.method = method;
    this.template = template;
  }

  Ask key(String key) {
    headers.put("Authorization", "Bearer " + key);
    return this;
  }

  Ask header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Ask body(String type, byte[] bytes) {
    headers.put("Content-Type", type);
    body = bytes;
    return this;
  }

  /** The path and query as they are sent. */
  String target() {
    var target = new StringBuilder(template);
    path.forEach(
        (name, value) -> {
          var at = target.indexOf("{" + name + "}");
          if (at >= 0) {
            target.replace(at, at + name.length() + 2, encoded(value));
          }
        });
    var separator = '?';
    for (var entry : query.entrySet()) {
      target.append(separator).append(entry.getKey()).append('=').append(encoded(entry.getValue()));
      separator = '&';
    }
    return target.toString();
  }

  /** True if the request itself holds these words. */
  boolean says(String words) {
    return path.containsValue(words)
        || query.containsValue(words)
        || (body != null && new String(body, StandardCharsets.UTF_8).contains(words));
  }

  Answer at(URI root) {
    var request =
        HttpRequest.newBuilder(URI.create(root.toString().replaceAll("/$", "") + target()))
            .timeout(Duration.ofSeconds(60))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      var answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
      var type = answer.headers().firstValue("Content-Type").orElse("");
      try (InputStream in = answer.body()) {
        var bytes =
            type.startsWith("text/event-stream") && answer.statusCode() == 200
                ? new byte[0]
                : in.readNBytes(ENOUGH);
        return new Answer(answer.statusCode(), type, answer, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(this + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String value) {
    // A half of a pair cannot be encoded; its bytes can be sent all the same.
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace(".", "%2E");
  }

  /** Enough to send it again by hand. */
  @Override
  public String toString() {
    var target = target();
    var sent = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    return "%s %s %s %s"
        .formatted(
            method,
            target.length() > 300 ? target.substring(0, 300) + "…" : target,
            headers,
            sent.length() > 300 ? sent.substring(0, 300) + "… (" + sent.length() + ")" : sent);
  }
}
