package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import heed.events.Tags.Label;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Competitors beside us, told and reviewed. */
@QuarkusTest
class BenchmarksTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Inject Folding folding;
  @Inject Storefronts storefronts;

  private static RequestSpecification as(String bearer) {
    return given()
        .config(
            RestAssuredConfig.config()
                .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
        .header("Authorization", bearer)
        .contentType("application/json");
  }

  private static RequestSpecification us() {
    return as(TestKey.BEARER);
  }

  private static String body(int fromDay, int toDay, String distribution) {
    return """
        {"period": {"from": "%s", "to": "%s"}, "scale": "STARS_5", "distribution": %s, "source": "their page"}
        """
        .formatted(
            NOW.minus(Duration.ofDays(fromDay)), NOW.minus(Duration.ofDays(toDay)), distribution);
  }

  private void reviews(String shop, int... stars) throws SQLException {
    var log = new ArrayList<Heard>();
    for (var i = 0; i < stars.length; i++) {
      log.add(
          Given.review(shop, "r" + i)
              .stars(stars[i], stars[i] < 3 ? Label.NEGATIVE : Label.POSITIVE)
              .received(NOW.minusSeconds(60 + i))
              .tagged(1));
    }
    folding.apply(log);
  }

  @Test
  void whatIsToldIsBesideUsOnTheSameScaleAndWindow() throws SQLException {
    var shop = "bench-us";
    reviews(shop, 5, 5, 5, 5, 5, 4, 5, 5, 5, 5, 5, 4);
    us().queryParam("storefront", shop)
        .body(body(20, 10, "{\"1\": 20, \"2\": 15, \"3\": 15, \"4\": 25, \"5\": 25}"))
        .put("/v1/benchmarks/Teapots & Co")
        .then()
        .statusCode(201)
        .body("n", equalTo(100))
        .body("competitor", equalTo("Teapots & Co"))
        .body("toldBy", equalTo("test"));
    us().queryParam("storefront", shop)
        .queryParam("window", "30d")
        .get("/v1/benchmark")
        .then()
        .statusCode(200)
        .body("ours.average", closeTo(58 / 12.0, 1e-6))
        .body("ours.n", equalTo(12))
        .body("ours.negative.value", closeTo(0, 0))
        .body("theirs.findAll { it.basis == 'TOLD' }", hasSize(1))
        .body("theirs.find { it.basis == 'TOLD' }.competitor", equalTo("Teapots & Co"))
        .body("theirs.find { it.basis == 'TOLD' }.sources", equalTo(List.of("their page")))
        .body("theirs.find { it.basis == 'TOLD' }.ratings.average", closeTo(3.2, 1e-6))
        .body("theirs.find { it.basis == 'TOLD' }.ratings.n", equalTo(100))
        .body("theirs.find { it.basis == 'TOLD' }.ratings.negative.value", closeTo(0.35, 1e-6))
        .body("theirs.find { it.basis == 'TOLD' }.difference", equalTo("BETTER"))
        .body("theirs.find { it.basis == 'TOLD' }.silence", nullValue());
    us().queryParam("storefront", shop)
        .queryParam("window", "24h")
        .get("/v1/benchmark")
        .then()
        .body("theirs.findAll { it.basis == 'TOLD' }", empty());
    us().queryParam("storefront", shop)
        .queryParam("window", "30d")
        .queryParam("product", "sku-1")
        .get("/v1/benchmark")
        .then()
        .body("ours.n", equalTo(12))
        .body("theirs.findAll { it.basis == 'TOLD' }", empty());
  }

  @Test
  void tellingTheSameAgainChangesNothingAndTellingItOtherwiseReplacesIt() {
    var shop = "bench-again";
    var first = body(9, 2, "{\"5\": 3}");
    us().queryParam("storefront", shop).body(first).put("/v1/benchmarks/r").then().statusCode(201);
    us().queryParam("storefront", shop).body(first).put("/v1/benchmarks/r").then().statusCode(200);
    us().queryParam("storefront", shop)
        .body(body(9, 2, "{\"5\": 4}"))
        .put("/v1/benchmarks/r")
        .then()
        .statusCode(200);
    us().queryParam("storefront", shop)
        .get("/v1/benchmarks/r")
        .then()
        .body("items", hasSize(1))
        .body("items[0].distribution.'5'", equalTo(4))
        .body("items[0].distribution.'1'", equalTo(0));
  }

  @Test
  void theListIsPagedAndPeriodsAreForgottenOneByOneOrAllTogether() {
    var shop = "bench-list";
    for (var i = 0; i < 5; i++) {
      us().queryParam("storefront", shop)
          .body(body(40 - i, 30 - i, "{\"5\": 4}"))
          .put("/v1/benchmarks/r" + i % 2)
          .then()
          .statusCode(201);
    }
    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var request = us().queryParam("storefront", shop).queryParam("limit", 2);
      var page =
          (cursor == null ? request : request.queryParam("cursor", cursor))
              .get("/v1/benchmarks")
              .jsonPath();
      seen.addAll(page.getList("items.competitor", String.class));
      cursor = page.getString("nextCursor");
    } while (cursor != null);
    assertThat(seen).containsExactly("r0", "r0", "r0", "r1", "r1");
    us().queryParam("storefront", shop)
        .queryParam("from", NOW.minus(Duration.ofDays(40)).toString())
        .queryParam("to", NOW.minus(Duration.ofDays(30)).toString())
        .delete("/v1/benchmarks/r0")
        .then()
        .statusCode(204);
    us().queryParam("storefront", shop).get("/v1/benchmarks/r0").then().body("items", hasSize(2));
    us().queryParam("storefront", shop).delete("/v1/benchmarks/r0").then().statusCode(204);
    us().queryParam("storefront", shop).get("/v1/benchmarks/r0").then().statusCode(404);
    us().queryParam("storefront", shop).delete("/v1/benchmarks/r0").then().statusCode(204);
    us().queryParam("storefront", shop).get("/v1/benchmarks/r1").then().body("items", hasSize(2));
  }

  @Test
  void aCompetitorsStorefrontIsComparedWithAndIsInNoKpiThatDoesNotNameIt() throws SQLException {
    reviews("rival-shop", 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1);
    reviews("bench-reviewed", 5, 5, 4, 5, 5, 5, 5, 5, 5, 5, 5);
    us().queryParam("storefront", "bench-reviewed")
        .get("/v1/benchmark")
        .then()
        .body("theirs.find { it.competitor == 'rival-shop' }.competitor", equalTo("rival-shop"))
        .body("theirs.find { it.competitor == 'rival-shop' }.basis", equalTo("REVIEWS"))
        .body("theirs.find { it.competitor == 'rival-shop' }.ratings.n", equalTo(12))
        .body("theirs.find { it.competitor == 'rival-shop' }.difference", equalTo("BETTER"));
    assertThat(storefronts.ours()).contains("bench-reviewed").doesNotContain("rival-shop");
    us().get("/v1/kpis?storefront=rival-shop").then().body("reviews", equalTo(12));
  }

  @Test
  void nobodyTellsForAnotherStorefrontAndAnAnalystMayTell() {
    var theirs = as("Bearer one-shop");
    theirs
        .queryParam("storefront", "bench-us")
        .body(body(9, 2, "{\"5\": 3}"))
        .put("/v1/benchmarks/r")
        .then()
        .statusCode(403);
    as("Bearer one-shop")
        .body(body(9, 2, "{\"5\": 3}"))
        .put("/v1/benchmarks/r")
        .then()
        .statusCode(201)
        .body("storefront", equalTo("one-shop"));
    as("Bearer one-shop").get("/v1/benchmarks/Teapots").then().statusCode(404);
    given().get("/v1/benchmark").then().statusCode(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | /scale | STARS_5 or POINTS_10",
        "{'scale': 'THUMBS'} | /scale | no place",
        "{'scale': 'STARS_5'} | /period | from and to",
        "{'scale': 'STARS_5', 'period': {'from': '2026-01-02T00:00:00Z', 'to': '2026-01-01T00:00:00Z'}} | /period/to | after",
        "{'scale': 'STARS_5', 'period': {'from': '2026-01-02T00:00:00Z', 'to': '2126-01-01T00:00:00Z'}} | /period/to | future",
        "{'scale': 'STARS_5', 'period': PERIOD} | /distribution | missing",
        "{'scale': 'STARS_5', 'period': PERIOD, 'distribution': {'6': 1}} | /distribution | from 1 to 5",
        "{'scale': 'STARS_5', 'period': PERIOD, 'distribution': {'01': 1}} | /distribution | from 1 to 5",
        "{'scale': 'STARS_5', 'period': PERIOD, 'distribution': {'5': -1}} | /distribution/5 | whole number",
        "{'scale': 'STARS_5', 'period': PERIOD, 'distribution': {'5': null}} | /distribution/5 | whole number",
        "{'scale': 'STARS_5', 'period': PERIOD, 'distribution': {'5': 0}} | /distribution | at least one",
        "{'scale': 'STARS_5', 'period': PERIOD, 'distribution': {'5': 1}, 'source': 'a\\u0000b'} | /source | control",
        "{'stars': 5} | /stars | not known"
      })
  void whatCannotBeToldIsRefusedWithTheRemedy(String body, String pointer, String remedy) {
    us().queryParam("storefront", "bench-bad")
        .body(
            body.replace("PERIOD", "{'from': '2026-01-01T00:00:00Z', 'to': '2026-01-02T00:00:00Z'}")
                .replace('\'', '"'))
        .put("/v1/benchmarks/r")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo(pointer))
        .body("detail", containsString(remedy));
  }

  @Test
  void halfAPeriodIsRefused() {
    us().delete("/v1/benchmarks/r?storefront=s&from=2026-01-01T00:00:00Z")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/to"));
    us().delete("/v1/benchmarks/r?storefront=s&to=soon&from=later")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/from"));
    us().put("/v1/benchmarks/%20?storefront=s").then().statusCode(400);
  }
}
