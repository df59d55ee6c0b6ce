package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An address without a key may ask so often, and only from the pages that are named. */
@QuarkusTest
@TestProfile(DisplayPaceTest.Slowly.class)
class DisplayPaceTest {
  private static final String PATH = "/v1/products/sku-1/reviews?storefront=public-pace";

  /** Three a minute, for one page. */
  public static class Slowly implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "heed.display.public", "true",
          "heed.display.origins", "https://shop.example",
          "heed.display.storefronts", "public-pace,public-too",
          "heed.display.requests-per-minute", "3");
    }
  }

  @Test
  void whoAsksTooOftenWaitsAndAKeyIsNotCounted() throws IOException {
    // Only what the operator named is public.
    given().get("/v1/products/sku-1/reviews?storefront=hidden").then().statusCode(401);
    for (var i = 0; i < 2; i++) {
      assertThat(given().get(PATH).header("Access-Control-Allow-Origin")).isNull();
    }
    var answer =
        given()
            .header("Origin", "https://shop.example")
            .get(PATH)
            .then()
            .statusCode(429)
            .contentType("application/problem+json")
            .header("Access-Control-Allow-Origin", equalTo("https://shop.example"));
    assertThat(Integer.parseInt(answer.extract().header("Retry-After"))).isBetween(1, 20);
    for (var path :
        List.of(
            "/v1/products/sku-1/%72eviews",
            "/v1/products/sku-1/aggregate%2Drating",
            "/v1/products/sku-1/reviews/",
            "/v1/products/sku-1/reviews;a=b",
            "/v1/products/x/../sku-1/reviews",
            "/v1//products/sku-1/reviews",
            "/%761/products/sku-1/reviews")) {
      assertThat(status(path + "?storefront=public-pace")).as(path).isIn(400, 404, 429);
    }
    given()
        .header("Authorization", TestKey.BEARER)
        .header("Origin", "https://stranger.example")
        .get(PATH)
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo(null));
  }

  /** As it is written, where a client would tidy it up. */
  private static int status(String path) throws IOException {
    var url = URI.create(RestAssured.baseURI + ":" + RestAssured.port);
    try (var socket = new Socket(url.getHost(), url.getPort())) {
      var ask = "GET " + path + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n";
      socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
      var line = new byte[12]; // HTTP/1.1 429
      socket.getInputStream().readNBytes(line, 0, line.length);
      return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
    }
  }
}
