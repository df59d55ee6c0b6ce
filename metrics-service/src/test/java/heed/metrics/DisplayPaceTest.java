package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
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
          "heed.display.requests-per-minute", "3");
    }
  }

  @Test
  void whoAsksTooOftenWaitsAndAKeyIsNotCounted() {
    for (var i = 0; i < 3; i++) {
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
    given()
        .header("Authorization", TestKey.BEARER)
        .header("Origin", "https://stranger.example")
        .get(PATH)
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo(null));
  }
}
