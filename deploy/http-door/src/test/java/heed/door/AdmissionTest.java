package heed.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Of six places each key may have four. */
@QuarkusTest
class AdmissionTest {
  private static final String ALL = "open-sesame";
  private static final String SHOP = "one-shop";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final List<CompletableFuture<HttpResponse<String>>> held = new ArrayList<>();

  @Test
  void oneKeyHasItsShareAndTheRestIsForOthersAndThenNothingIsTaken() throws Exception {
    hold(ALL, 4);
    assertThat(ask(ALL, "/v1/trials").statusCode()).isEqualTo(429);
    assertThat(ask(SHOP, "/v1/trials").statusCode()).isEqualTo(200);
    hold(SHOP, 2);
    var refused = ask(SHOP, "/v1/trials");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    TrialResource.HELD.release(6);
    for (var answer : held) {
      assertThat(answer.get().body()).isEqualTo("at last");
    }
    for (var i = 0; i < 20; i++) {
      assertThat(ask(ALL, "/v1/trials").statusCode()).isEqualTo(200);
    }
  }

  private void hold(String key, int count) {
    var before = TrialResource.HELD.getQueueLength();
    for (var i = 0; i < count; i++) {
      held.add(CLIENT.sendAsync(request(key, "/v1/trials/held"), BodyHandlers.ofString()));
    }
    Awaitility.await().until(() -> TrialResource.HELD.getQueueLength() == before + count);
  }

  private static HttpResponse<String> ask(String key, String path) throws Exception {
    return CLIENT.send(request(key, path), BodyHandlers.ofString());
  }

  private static HttpRequest request(String key, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
        .header("Authorization", "Bearer " + key)
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }
}
