package heed.ingest;

import heed.testing.IdentityProviderForTests;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the wire tests share: keys of several kinds, and a client. */
final class Doors {
  static final String RIGA = "key-of-riga";
  static final String READER = "key-that-only-reads";
  static final String TWO = "key-of-two";
  static final String FLOOD = "key-that-floods";
  static final String LISTS = "key-that-sends-lists";
  static final int FLOOD_PER_SECOND = 50;
  static final String JUDGEME_SECRET = "secret-of-judgeme";
  static final String FORUM_SECRET = "whsec_c2VjcmV0IG9mIHRoZSBmb3J1bQ==";
  static final String SLOW_SECRET = "secret-of-the-slow";
  static final String JSON = "application/json";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Keys, a provider of identities, and bounds small enough to be reached. */
  public static class Profile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(IdentityProviderForTests.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      var settings = new HashMap<String, String>();
      settings.putAll(TestKey.config("riga", RIGA, "riga-shop", "storefront"));
      settings.putAll(TestKey.config("reader", READER, "riga-shop", "analyst"));
      settings.putAll(TestKey.config("two", TWO, "riga-shop,tartu-shop", "storefront"));
      settings.putAll(TestKey.config("flood", FLOOD, "riga-shop", "storefront"));
      settings.putAll(TestKey.config("lists", LISTS, "riga-shop", "storefront"));
      settings.put("heed.limits.keys.lists.reviews-per-second", "1");
      settings.put("heed.limits.keys.lists.burst", "2");
      settings.put("heed.limits.keys.flood.reviews-per-second", "" + FLOOD_PER_SECOND);
      settings.put("heed.limits.keys.flood.burst", "50");
      settings.put("heed.limits.burst", "1000000");
      settings.put("heed.ingest.bulk.window", "256K");
      settings.putAll(FormTrial.SETTINGS);
      settings.put("heed.inbound.folder", "src/test/resources/inbound");
      settings.put("heed.inbound.sources.judgeme.secret", "secret-of-last-year," + JUDGEME_SECRET);
      settings.put("heed.inbound.sources.judgeme.storefront", "riga-shop");
      settings.put("heed.inbound.sources.forum.secret", FORUM_SECRET);
      settings.put("heed.inbound.sources.slow.secret", SLOW_SECRET);
      settings.put("heed.inbound.sources.slow.storefront", "riga-shop");
      settings.put("heed.limits.keys.inbound-slow.reviews-per-second", "1");
      settings.put("heed.limits.keys.inbound-slow.burst", "2");
      return settings;
    }
  }

  static HttpRequest.Builder request(String key, String path) {
    return HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key);
  }

  static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  static HttpClient client() {
    return CLIENT;
  }

  static HttpResponse<String> post(String key, String type, String body)
      throws IOException, InterruptedException {
    return post(key, type, BodyPublishers.ofString(body));
  }

  static HttpResponse<String> post(String key, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return send(request(key, "/v1/reviews").header("Content-Type", type).POST(body).build());
  }

  static HttpResponse<String> order(String key, String type, String body)
      throws IOException, InterruptedException {
    return send(
        request(key, "/v1/orders")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /**
   * @param order its id and what else stands in the path
   */
  static HttpResponse<String> change(String key, String order, String body)
      throws IOException, InterruptedException {
    return send(
        request(key, "/v1/orders/" + order)
            .header("Content-Type", JSON)
            .method("PATCH", BodyPublishers.ofString(body))
            .build());
  }

  private Doors() {}
}
