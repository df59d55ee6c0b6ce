package heed.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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
    assertThat(ask(ALL, "/v1/trials", "Accept", "text/event-stream").statusCode())
        .as("asking for events where there are none")
        .isEqualTo(429);
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

  @Test
  void whoIsGoneBeforeItIsKnownWhoHeIsTakesNothing() throws Exception {
    hold(ALL, 4);
    hold(SHOP, 1);
    for (var i = 0; i < 4; i++) {
      try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
        var ask =
            "GET /v1/trials HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(SlowVoucher.TOKEN);
        socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
        Awaitility.await().until(() -> SlowVoucher.ASKED.hasQueuedThreads());
        assertThat(ask(SHOP, "/v1/trials").statusCode()).isEqualTo(503);
      }
      Awaitility.await().until(() -> ask(SHOP, "/v1/trials").statusCode() == 200);
      SlowVoucher.ASKED.release();
      Awaitility.await().until(() -> !SlowVoucher.ASKED.hasQueuedThreads());
    }
    SlowVoucher.ASKED.release();
    assertThat(ask(SlowVoucher.TOKEN, "/v1/trials").statusCode()).isEqualTo(200);
    TrialResource.HELD.release(5);
    for (var answer : held) {
      assertThat(answer.get().body()).isEqualTo("at last");
    }
  }

  @Test
  void allWithoutAKeyHaveOneShareAndTheRestIsForThoseWithOne() throws Exception {
    held.add(CLIENT.sendAsync(anonymous("/v1/trials/open"), BodyHandlers.ofString()));
    held.add(CLIENT.sendAsync(anonymous("/v1/trials/open"), BodyHandlers.ofString()));
    Awaitility.await().until(() -> TrialResource.HELD.getQueueLength() == 2);
    var refused = CLIENT.send(anonymous("/v1/trials/open"), BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(ask(SHOP, "/v1/trials").statusCode()).isEqualTo(200);
    TrialResource.HELD.release(3);
    for (var answer : held) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }
    assertThat(CLIENT.send(anonymous("/v1/trials/open"), BodyHandlers.ofString()).body())
        .isEqualTo("at last");
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

  private static HttpResponse<String> ask(String key, String path, String header, String value)
      throws Exception {
    return CLIENT.send(
        to(path).header("Authorization", "Bearer " + key).header(header, value).build(),
        BodyHandlers.ofString());
  }

  private static HttpRequest request(String key, String path) {
    return to(path).header("Authorization", "Bearer " + key).build();
  }

  private static HttpRequest anonymous(String path) {
    return to(path).build();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
        .version(HttpClient.Version.HTTP_1_1);
  }
}
