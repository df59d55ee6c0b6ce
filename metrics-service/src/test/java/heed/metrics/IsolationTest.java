package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Channel;
import heed.events.Tags.Label;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two storefronts full of data: whatever one asks, nothing of the other is in the answer. */
@QuarkusTest
class IsolationTest {
  private static final String MARK = "ISOLATED";
  private static final int THEIRS = 3;

  @Inject Folding folding;

  private final String round = UUID.randomUUID().toString().substring(0, 8);
  private int before;

  @BeforeEach
  void twoStorefronts() throws SQLException {
    before = as("/v1/kpis?window=24h").getInt("reviews");
    tell(TestKey.OURS, 7, "ours", "XO");
    tell(TestKey.THEIRS, THEIRS, "theirs", "XT");
  }

  private void tell(String storefront, int n, String whose, String country) throws SQLException {
    var heard = new ArrayList<Heard>();
    for (var i = 0; i < n; i++) {
      var given =
          Given.review(storefront, "isolated-" + round + i)
              .product(MARK + "-" + whose)
              .by(MARK + "-customer-of-" + whose + i)
              .from(country, whose.equals("ours") ? "et" : "lt", Channel.APP)
              .stars(i % 2 == 0 ? 1 : 5, i % 2 == 0 ? Label.NEGATIVE : Label.POSITIVE)
              .nps(i)
              .received(Instant.now().minusSeconds(300 + i))
              .says(MARK + " words of " + whose + " " + round + i);
      heard.add(given.tagged(1));
      if (i % 2 == 0) {
        heard.add(given.opened());
      }
    }
    folding.apply(heard);
  }

  private static String text(String path, String accept) {
    return given()
        .header("Authorization", "Bearer " + TestKey.THEIRS_KEY)
        .accept(accept)
        .get(path)
        .asString();
  }

  private static JsonPath as(String path) {
    return given()
        .header("Authorization", "Bearer " + TestKey.THEIRS_KEY)
        .get(path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void nothingOfAnotherStorefrontIsInAnyAnswer() {
    var paths = new ArrayList<String>();
    for (var window : List.of("24h", "7d", "90d")) {
      paths.add("/v1/kpis?window=" + window);
      paths.add("/v1/kpis/invitations?window=" + window);
      paths.add("/v1/causes?window=" + window);
      paths.add("/v1/reviews?limit=500&window=" + window);
      paths.add("/v1/kpis/series?kpi=nps&step=1d&window=" + window);
      for (var by : List.of("storefront", "product", "country", "channel", "language")) {
        var product = by.equals("product") ? "&storefront=" + TestKey.THEIRS : "";
        paths.add("/v1/kpis/by/" + by + "?kpi=rating&window=" + window + product);
      }
    }
    paths.addAll(
        List.of(
            "/v1/reviews?limit=500",
            "/v1/reviews?sort=significance&limit=500",
            "/v1/reviews?language=et",
            "/v1/reviews?country=XO",
            "/v1/reviews?product=" + MARK + "-ours&storefront=" + TestKey.THEIRS,
            "/v1/alarms?limit=500",
            "/v1/benchmarks",
            "/v1/benchmark?window=90d",
            "/v1/customers/" + MARK + "-customer-of-ours0/segment",
            "/v1/products/" + MARK + "-ours/aggregate-rating?reviews=20",
            "/v1/products/" + MARK + "-ours/reviews?limit=500",
            "/v1/display-rules"));
    for (var path : paths) {
      for (var accept : List.of("application/json", "text/csv")) {
        var plain = path.contains("product") || path.contains("customers");
        var answer = text(path, accept);
        assertThat(answer)
            .as(path + " as " + accept)
            .doesNotContain(
                "of-ours" + (plain ? "-" : ""), "of ours", TestKey.OURS, "XO\"", ",et,");
      }
    }
  }

  @Test
  void totalsAreOnesOwn() {
    assertThat(as("/v1/kpis?window=24h").getInt("reviews")).isEqualTo(before + THEIRS);
    assertThat(as("/v1/kpis?window=24h&product=" + MARK + "-ours").getInt("reviews")).isZero();
    assertThat(as("/v1/kpis?window=24h&country=XO").getInt("reviews")).isZero();
    assertThat(as("/v1/reviews?country=XO").getList("items")).isEmpty();
    assertThat(as("/v1/kpis/by/country?kpi=rating&window=24h").getList("items.key"))
        .doesNotContain("XO");
    given()
        .header("Authorization", "Bearer " + TestKey.THEIRS_KEY)
        .get("/v1/products/" + MARK + "-ours/aggregate-rating")
        .then()
        .statusCode(404);
  }
}
