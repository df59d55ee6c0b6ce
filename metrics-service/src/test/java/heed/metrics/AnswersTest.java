package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doors answer, and what they refuse. */
@QuarkusTest
class AnswersTest {
  private static final String SHOP = "one-shop";
  private static final String OTHER = "other-shop";
  private static final Instant AT = Instant.now().minusSeconds(900).truncatedTo(ChronoUnit.MILLIS);
  private static Wire wire;

  @BeforeAll
  static void someReviews() {
    wire = new Wire();
    for (var i = 0; i < 7; i++) {
      var given =
          Given.review(SHOP, "a" + i).by("c" + i).received(AT.plusSeconds(i)).nps(9 + i % 2);
      wire.send((i == 0 ? given.stars(1, Label.NEGATIVE) : given).event(1));
    }
    wire.send(Given.review(OTHER, "b").received(AT).event(1));
  }

  @AfterAll
  static void close() {
    wire.close();
  }

  private static RequestSpecification shop() {
    Wire.awaitReviews(SHOP, 7);
    Wire.awaitReviews(OTHER, 1);
    return given().header("Authorization", "Bearer one-shop");
  }

  @Test
  void kpisHaveEveryFieldOfTheContract() {
    var json = shop().get("/v1/kpis?window=24h").then().statusCode(200).extract().jsonPath();
    assertThat(json.getMap("").keySet())
        .contains(
            "window",
            "reviews",
            "reviewers",
            "rating",
            "sentiment",
            "nps",
            "europeanNps",
            "csat",
            "ces",
            "responseRate",
            "sla",
            "recoveryRate");
    assertThat(json.getMap("rating").keySet())
        .contains("average", "bayesianAverage", "count", "distribution");
    assertThat(json.getMap("sentiment").keySet())
        .contains("negative", "neutral", "positive", "untagged");
    assertThat(json.getMap("nps").keySet())
        .contains("value", "n", "promoters", "passives", "detractors", "low", "high");
    assertThat(json.getMap("csat").keySet()).contains("value", "mean", "n");
    assertThat(json.getMap("ces").keySet()).contains("mean", "share5to7", "n");
    assertThat(json.getMap("sla").keySet())
        .contains(
            "attainment",
            "met",
            "breached",
            "running",
            "cancelled",
            "medianResponse",
            "p90Response");
    assertThat(json.getInt("reviews")).isEqualTo(7);
    assertThat(json.getInt("reviewers")).isEqualTo(7);
    assertThat(json.getDouble("nps.value")).isEqualTo(100.0);
    assertThat(json.getDouble("sentiment.negative")).isCloseTo(1.0 / 7, within(1e-6));
  }

  @Test
  void whatNothingWasCountedForIsNull() {
    shop()
        .get("/v1/kpis?window=7d&country=XX")
        .then()
        .statusCode(200)
        .body("reviews", equalTo(0))
        .body("rating.average", nullValue())
        .body("rating.bayesianAverage", nullValue())
        .body("nps.value", nullValue())
        .body("nps.n", equalTo(0))
        .body("csat.value", nullValue())
        .body("sentiment.negative", nullValue())
        .body("sla.attainment", nullValue())
        .body("sla.medianResponse", nullValue())
        .body("responseRate", nullValue());
  }

  @Test
  void theReviewIsAsTheContractHasIt() {
    var review = Given.review(SHOP, "a0");
    var json =
        shop().get("/v1/reviews/{id}", review.id()).then().statusCode(200).extract().jsonPath();
    assertThat(json.getMap("").keySet())
        .containsExactly(
            "id",
            "storefront",
            "externalId",
            "product",
            "customerId",
            "channel",
            "rating",
            "survey",
            "title",
            "text",
            "language",
            "country",
            "submittedAt",
            "receivedAt",
            "revision",
            "tags",
            "caseId",
            "display");
    assertThat(json.getString("receivedAt")).isEqualTo(AT.toString());
    assertThat(json.getString("display")).isEqualTo("PENDING");
    assertThat(json.getInt("rating.value")).isEqualTo(1);
    assertThat(json.getString("tags.sentiment.label")).isEqualTo("NEGATIVE");
  }

  @Test
  void aListIsPagedNewestFirstWithoutSkipping() {
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var page =
          shop()
              .queryParams("limit", 3)
              .queryParams(
                  cursor.isEmpty() ? java.util.Map.of() : java.util.Map.of("cursor", cursor))
              .get("/v1/reviews")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      seen.addAll(page.getList("items.externalId", String.class));
      cursor = page.getString("nextCursor") == null ? "" : page.getString("nextCursor");
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(IntStream.rangeClosed(0, 6).mapToObj(i -> "a" + (6 - i)).toList());
    shop().get("/v1/reviews?sentiment=NEGATIVE").then().body("items", hasSize(1));
  }

  @Test
  void aCursorIsBoundToItsFilters() {
    var cursor = shop().get("/v1/reviews?limit=2").jsonPath().getString("nextCursor");
    shop()
        .queryParam("cursor", cursor)
        .get("/v1/reviews?limit=2&country=LV")
        .then()
        .statusCode(400);
    shop().queryParam("cursor", cursor + "x").get("/v1/reviews").then().statusCode(400);
    var page = shop().get("/v1/kpis/by/channel?kpi=reviews&limit=1").then().statusCode(200);
    page.body("items", hasSize(1)).body("nextCursor", nullValue());
  }

  @Test
  void anotherTenantIsNotThere() {
    shop().get("/v1/reviews/{id}", Given.review(OTHER, "b").id()).then().statusCode(404);
    shop().get("/v1/reviews?storefront=" + OTHER).then().statusCode(403);
    shop().get("/v1/kpis?storefront=" + OTHER).then().statusCode(403);
    shop().get("/v1/products/sku-1/aggregate-rating?storefront=" + OTHER).then().statusCode(403);
    shop().get("/v1/kpis").then().body("reviews", equalTo(7));
    shop()
        .get("/v1/kpis/by/storefront?kpi=reviews")
        .then()
        .body("items.key", equalTo(java.util.List.of(SHOP)));
    var all = Wire.get("/v1/kpis/by/storefront?kpi=reviews&window=24h&limit=500").jsonPath();
    assertThat(all.getList("items.key", String.class)).contains(SHOP, OTHER);
  }

  @Test
  void withoutAKeyNothingIsAnswered() {
    shop();
    given().get("/v1/kpis").then().statusCode(401);
    given()
        .get("/v1/products/sku-1/aggregate-rating?storefront=one-shop")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
  }

  @Test
  void aggregateRatingIsSchemaOrgs() {
    shop()
        .get("/v1/products/sku-1/aggregate-rating")
        .then()
        .statusCode(200)
        .contentType(startsWith("application/ld+json"))
        .header("Cache-Control", "private, max-age=60")
        .body("'@context'", equalTo("https://schema.org"))
        .body("'@type'", equalTo("AggregateRating"))
        .body("ratingValue", equalTo(4.43f))
        .body("ratingCount", equalTo(7))
        .body("reviewCount", equalTo(7))
        .body("bestRating", equalTo(5))
        .body("itemReviewed.'@type'", equalTo("Product"))
        .body("itemReviewed.name", equalTo("The sku-1"));
    shop().get("/v1/products/nothing/aggregate-rating").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/kpis?window=1y | window | 24h, 7d, 30d, 90d",
        "/v1/kpis?channel=FAX | channel | STOREFRONT, APP, EMAIL, SURVEY, SOCIAL, IMPORT",
        "/v1/kpis?country=%00 | country | control characters",
        "/v1/kpis/series?window=7d | kpi | nps",
        "/v1/kpis/series?kpi=luck | kpi | europeanNps",
        "/v1/kpis/series?kpi=nps&step=1s | step | 1h, 6h, 1d, 7d",
        "/v1/kpis/by/weather?kpi=nps | dimension | storefront, product, country, channel, language",
        "/v1/kpis/by/country?kpi=nps&limit=0 | limit | 1 to 500",
        "/v1/kpis/by/country?kpi=nps&cursor=nonsense | cursor | cursor",
        "/v1/reviews?limit=-1 | limit | 1 to 500",
        "/v1/reviews?limit=100000 | limit | 1 to 500",
        "/v1/reviews?sort=luck | sort | newest",
        "/v1/reviews?sentiment=ANGRY | sentiment | NEGATIVE",
        "/v1/reviews?cursor=bm9w.bm9w | cursor | cursor",
        "/v1/reviews/not-a-uuid | id | UUID"
      })
  void aWrongParameterIsNamedWithWhatWouldBeRight(String path, String field, String remedy) {
    shop()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors[0].pointer", equalTo("/" + field))
        .body("detail", containsString(remedy));
  }

  @Test
  void aKeyForSeveralStorefrontsMustNameTheOneWhoseProductItMeans() {
    shop();
    Wire.get("/v1/kpis?product=sku-1")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/storefront"));
  }
}
