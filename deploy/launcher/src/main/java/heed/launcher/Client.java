package heed.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Speaks to the services over HTTP as any client would, with the demo key. */
final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = {};

  private final HttpClient http = HttpClient.newHttpClient();
  private final String key;
  private final Duration patience;

  Client(String key) {
    this(key, Duration.ofSeconds(60));
  }

  /**
   * @param patience how long an answer may take
   */
  Client(String key, Duration patience) {
    this.key = key;
    this.patience = patience;
  }

  /** What a service said, whatever it said. */
  record Answer(int status, String body) {
    /** Missing where the body is no JSON. */
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        return MissingNode.getInstance();
      }
    }
  }

  JsonNode get(URI address) throws IOException, InterruptedException {
    return fine("GET", address, ask("GET", address));
  }

  JsonNode post(URI address, String type, String body) throws IOException, InterruptedException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return fine("POST", address, ask("POST", address, Map.of("Content-Type", type), bytes));
  }

  Answer ask(String method, URI address) throws IOException, InterruptedException {
    return ask(method, address, Map.of(), NOTHING);
  }

  /** Asks anything; a header that is given goes before the usual one, and an empty one away. */
  Answer ask(String method, URI address, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    all.put("Authorization", "Bearer " + key);
    all.put("Accept", "application/json");
    all.putAll(headers);
    var request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    all.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  private static JsonNode fine(String method, URI address, Answer answer) throws IOException {
    if (answer.status() >= 300) {
      throw new IOException(
          "%s %s was answered %d: %s"
              .formatted(method, address.getPath(), answer.status(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }
}
