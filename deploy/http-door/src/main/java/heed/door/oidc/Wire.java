package heed.door.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the provider: bounded in time and in length, and never led elsewhere by a redirect. */
final class Wire {
  private static final int LARGEST = 512 * 1024;

  /** An answer. */
  record Answer(int status, JsonNode body) {}

  private final Duration timeout;
  private final HttpClient client;
  private final ObjectMapper json = new ObjectMapper();

  Wire(Duration timeout) {
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * @throws ProviderAway for any answer but 200 with JSON
   */
  JsonNode get(URI address) {
    var answer = send(HttpRequest.newBuilder(address).GET());
    if (answer.status() != 200) {
      throw new ProviderAway("status " + answer.status());
    }
    return answer.body();
  }

  /**
   * @param basic the client's name and secret, encoded; null if they are in the form
   * @throws ProviderAway for 5xx, and for what is no JSON
   */
  Answer post(URI address, Map<String, String> form, @Nullable String basic) {
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form)));
    if (basic != null) {
      request.header("Authorization", "Basic " + basic);
    }
    var answer = send(request);
    if (answer.status() >= 500) {
      throw new ProviderAway("status " + answer.status());
    }
    return answer;
  }

  static String form(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var answer =
          client.send(
              request.timeout(timeout).header("Accept", "application/json").build(),
              BodyHandlers.ofInputStream());
      return new Answer(answer.statusCode(), body(answer));
    } catch (IOException e) {
      throw new ProviderAway(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderAway("interrupted");
    }
  }

  private JsonNode body(HttpResponse<InputStream> answer) throws IOException {
    try (var in = answer.body()) {
      var bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new ProviderAway("too long");
      }
      return json.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new ProviderAway("no JSON, status " + answer.statusCode());
    }
  }
}
