package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import heed.events.AnswerPublished;
import heed.events.Ids;
import heed.events.Tags.Label;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may read, without a key and from any page. */
@QuarkusTest
@TestProfile(InPublic.class)
class DisplayedInPublicTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private static final String PATH = "/v1/products/sku-1/reviews?storefront=";
  private static final String PAGE = "https://shop.example";

  @Inject Folding folding;
  @Inject PublicAnswers answers;

  /** Folds and publishes; the last is the newest. */
  private void published(Given... reviews) throws SQLException {
    var ids = new ArrayList<String>();
    for (var review : reviews) {
      folding.apply(List.of(review.tagged(1)));
      ids.add('"' + review.id().toString() + '"');
    }
    given()
        .header("Authorization", TestKey.BEARER)
        .contentType("application/json")
        .body("{\"ids\": " + ids + ", \"display\": \"PUBLISHED\"}")
        .post("/v1/display")
        .then()
        .statusCode(200)
        .body("changed", equalTo(reviews.length));
  }

  private static Given review(String shop, int number) {
    return Given.review(shop, "r" + number)
        .by("customer-" + number)
        .received(NOW.minusSeconds(1000 - number));
  }

  @Test
  void nothingOfTheAuthorIsToldButTheWords() throws SQLException {
    var shop = "public-author";
    var review = review(shop, 1).stars(2, Label.NEGATIVE).says("Broken.");
    published(review);
    answers.apply(
        List.of(
            new Answered.Published(
                new AnswerPublished(
                    UUID.randomUUID(),
                    review.id(),
                    shop,
                    Ids.caseOf(review.id()),
                    NOW,
                    "A new one is on its way.",
                    "en"))));
    var answer = given().get(PATH + shop).then().statusCode(200);
    answer
        .body("product.name", equalTo("The sku-1"))
        .body("items[0].text", equalTo("Broken."))
        .body("items[0].stars", equalTo(2))
        .body("items[0].rating.scale", equalTo("STARS_5"))
        .body("items[0].verified", equalTo(false))
        .body("items[0].at", equalTo(review.receivedAt().toString()))
        .body("items[0].answers[0].text", equalTo("A new one is on its way."));
    assertThat(answer.extract().jsonPath().getMap("items[0]").keySet())
        .containsExactly(
            "id", "rating", "stars", "title", "text", "language", "at", "verified", "answers");
    assertThat(answer.extract().asString())
        .doesNotContain("customer-1", "\"r1\"", "LV", "NEGATIVE");
  }

  /** Stars over all reviews; pages of those that are published. */
  @Test
  void theRatingIsOverAllAndThePagesAreOfThePublished() throws SQLException {
    var shop = "public-pages";
    var five = new Given[5];
    for (var i = 0; i < 5; i++) {
      five[i] = review(shop, i + 1).stars(i + 1, Label.NEUTRAL);
    }
    published(five);
    folding.apply(List.of(review(shop, 9).stars(1, Label.NEGATIVE).tagged(1)));
    var seen = new ArrayList<Integer>();
    var cursor = "";
    do {
      var page = given().get(PATH + shop + "&limit=2" + cursor).jsonPath();
      assertThat(page.getLong("rating.count")).isEqualTo(6);
      assertThat(page.getDouble("rating.average")).isEqualTo(2.67);
      assertThat(page.getLong("rating.distribution.1")).isEqualTo(2);
      seen.addAll(page.getList("items.stars", Integer.class));
      cursor = page.getString("nextCursor") == null ? "" : "&cursor=" + page.get("nextCursor");
    } while (!cursor.isEmpty());
    assertThat(seen).containsExactly(5, 4, 3, 2, 1);
    given().get(PATH + shop + "&stars=4").then().body("items.stars", equalTo(List.of(4)));
    given().get(PATH + shop + "&language=lv").then().body("items", hasSize(5));
    given().get(PATH + shop + "&language=de").then().body("items", empty());
    given()
        .get(PATH + "public-nobody")
        .then()
        .statusCode(200)
        .body("items", empty())
        .body("rating.count", equalTo(0))
        .body("rating.average", nullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "stars=6,stars",
    "stars=x,stars",
    "sort=luck,sort",
    "limit=0,limit",
    "cursor=x,cursor"
  })
  void aWrongParameterIsNamed(String parameter, String field) {
    given()
        .get(PATH + "public-wrong&" + parameter)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/" + field));
  }

  @Test
  void cachesKeepItAndAskAgainCheaply() throws SQLException {
    var shop = "public-cache";
    published(review(shop, 1));
    var first = given().get(PATH + shop).then().statusCode(200);
    first.header("Cache-Control", "public, max-age=60").header("Vary", containsString("Cookie"));
    var etag = first.extract().header("ETag");
    given().header("If-None-Match", "\"x\", W/" + etag).get(PATH + shop).then().statusCode(304);
    published(review(shop, 2));
    given()
        .header("If-None-Match", etag)
        .get(PATH + shop)
        .then()
        .statusCode(200)
        .header("ETag", not(equalTo(etag)));
  }

  /** Else a cache would keep what one key may see for everybody. */
  @Test
  void whatAKeyIsAnsweredIsKeptByNobodyElse() {
    given()
        .header("Authorization", TestKey.BEARER)
        .get(PATH + "public-key")
        .then()
        .statusCode(200)
        .header("Cache-Control", "private, max-age=60")
        .header("Vary", "Authorization, Cookie, Origin, Accept");
  }

  @Test
  void whatCompetitorsAreToldIsNotShownToEverybody() {
    for (var path : List.of("reviews", "aggregate-rating")) {
      given()
          .get("/v1/products/sku-1/" + path + "?storefront=public-competitor")
          .then()
          .statusCode(401)
          .body("detail", containsString("a key is needed"));
    }
    given()
        .header("Authorization", TestKey.BEARER)
        .get(PATH + "public-competitor")
        .then()
        .statusCode(200);
  }

  @Test
  void aShopPastesItIntoItsPageAndNothingBreaksOut() throws SQLException {
    var shop = "public-ld";
    published(
        review(shop, 1).says("</script><script>alert(1)</script> & more"),
        review(shop, 2).stars(4, Label.POSITIVE).says("Good"));
    var answer =
        given()
            .get("/v1/products/sku-1/aggregate-rating?reviews=2&storefront=" + shop)
            .then()
            .statusCode(200)
            .contentType("application/ld+json");
    assertThat(answer.extract().asString()).doesNotContain("<", ">", "&");
    answer
        .body("ratingValue", equalTo(4.5f))
        .body("itemReviewed.'@type'", equalTo("Product"))
        .body("itemReviewed.review", hasSize(2))
        .body("itemReviewed.review[0].'@type'", equalTo("Review"))
        .body("itemReviewed.review[0].reviewBody", equalTo("Good"))
        .body("itemReviewed.review[0].reviewRating.ratingValue", equalTo(4))
        .body("itemReviewed.review[0].reviewRating.bestRating", equalTo(5))
        .body("itemReviewed.review[0].author.name", equalTo("Anonymous"))
        .body("itemReviewed.review[0].datePublished", notNullValue())
        .body("itemReviewed.review[1].reviewBody", containsString("</script>"));
    given()
        .get("/v1/products/sku-1/aggregate-rating?storefront=" + shop)
        .then()
        .body("itemReviewed.review", nullValue());
    given()
        .get("/v1/products/sku-1/aggregate-rating?reviews=21&storefront=" + shop)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/reviews"));
  }

  @Test
  void anyPageMayAskForWhatIsDisplayedAndForNothingElse() {
    given()
        .header("Origin", PAGE)
        .get(PATH + "public-cors")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "*");
    given()
        .header("Origin", PAGE)
        .get(PATH + "public-cors&limit=0")
        .then()
        .statusCode(400)
        .header("Access-Control-Allow-Origin", "*");
    given()
        .header("Origin", PAGE)
        .header("Access-Control-Request-Method", "GET")
        .options(PATH + "public-cors")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Methods", "GET, HEAD");
    given()
        .header("Origin", PAGE)
        .get("/widget/heed-reviews.js")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "*")
        .contentType(containsString("javascript"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/reviews", "/v1/kpis", "/v1/display-rules", "/v1/products/a/b/reviews", "/"})
  void aForeignPageIsShutOutOfEverythingElse(String path) {
    given()
        .header("Origin", PAGE)
        .header("Authorization", TestKey.BEARER)
        .get(path)
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue());
  }

  @Test
  void withoutAKeyNothingElseIsAnswered() {
    given().get("/v1/reviews").then().statusCode(401);
    given().get("/v1/display-rules").then().statusCode(401);
    given().get("/v1/reviews/" + UUID.randomUUID() + "/display").then().statusCode(401);
  }
}
