package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import heed.events.Rating.Scale;
import heed.events.Tags.Aspect;
import heed.events.Tags.Label;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the door of causes answers, by numbers that were worked out by hand. */
@QuarkusTest
class CausesTest {
  private static final String SHOP = "causes-shop";
  private static final Instant NOW = Instant.now().minusSeconds(3600);
  private static final Instant BEFORE = NOW.minus(Duration.ofHours(24));

  @Inject Folding folding;

  /**
   * Seventeen reviews. Six name delivery negatively: 1, 1, 2, 2, 4 stars and a thumb; two
   * positively and one neutrally; the ten ratings of the others are 3, 4, 4, 5, 5, 5, 4, 5, 3, 2.
   * The day before one of ten named it.
   */
  @BeforeEach
  void seventeenReviews() throws SQLException {
    var log = new ArrayList<Heard>();
    int[] late = {1, 1, 2, 2, 4};
    for (var i = 0; i < late.length; i++) {
      log.add(named("late-" + i, late[i], NOW, Label.NEGATIVE).text("x".repeat(i)).tagged(1));
    }
    log.add(named("thumb", 1, NOW, Label.NEGATIVE).rated(Scale.THUMBS, 0).tagged(1));
    log.add(named("fine-0", 3, NOW, Label.POSITIVE).tagged(1));
    log.add(named("fine-1", 4, NOW, Label.POSITIVE).tagged(1));
    log.add(named("so-so", 4, NOW, Label.NEUTRAL).unrated().tagged(1));
    int[] others = {4, 5, 5, 5, 4, 5, 3, 2};
    for (var i = 0; i < others.length; i++) {
      var said = Said.by(given("other-" + i, others[i], NOW)).naming(Aspect.PRICE, Label.POSITIVE);
      log.add((i == 1 ? said.rated(Scale.POINTS_10, 10) : said).tagged(1));
    }
    for (var i = 0; i < 10; i++) {
      var given = given("before-" + i, 3, BEFORE);
      log.add(
          (i == 0 ? Said.by(given).naming(Aspect.DELIVERY, Label.NEGATIVE) : Said.by(given))
              .tagged(1));
    }
    folding.apply(log);
  }

  private static Given given(String id, int stars, Instant at) {
    return Given.review(SHOP, id)
        .product(id.startsWith("late") ? "sku-late" : "sku-1")
        .stars(stars, stars < 3 ? Label.NEGATIVE : Label.POSITIVE)
        .received(at);
  }

  private static Said named(String id, int stars, Instant at, Label label) {
    return Said.by(given(id, stars, at)).naming(Aspect.DELIVERY, label);
  }

  private static JsonPath causes(String more) {
    return Wire.get("/v1/causes?storefront=" + SHOP + more).then().extract().jsonPath();
  }

  @Test
  void countsSharesAndTheEffectAreThoseWorkedOutByHand() {
    var json = causes("");
    assertThat(json.getInt("reviews")).isEqualTo(17);
    assertThat(json.getList("items.aspect")).isEqualTo(List.of("DELIVERY", "PRICE"));
    assertThat(json.getInt("items[0].count")).isEqualTo(9);
    assertThat(json.getInt("items[0].negative")).isEqualTo(6);
    assertThat(json.getInt("items[0].neutral")).isEqualTo(1);
    assertThat(json.getInt("items[0].positive")).isEqualTo(2);
    assertThat(json.getDouble("items[0].share.value")).isCloseTo(9.0 / 17, within(1e-6));
    assertThat(json.getInt("items[0].share.n")).isEqualTo(17);
    // Wilson, by hand: centre (.529412 + .112988) / 1.225976, margin 1.959964 * .135246 / 1.225976
    assertThat(json.getDouble("items[0].share.low")).isCloseTo(0.30962, within(0.0005));
    assertThat(json.getDouble("items[0].share.high")).isCloseTo(0.73834, within(0.0005));
    assertThat(json.getDouble("items[0].effect.value")).isCloseTo(-2, within(1e-6));
    assertThat(json.getInt("items[0].effect.n")).isEqualTo(5);
    assertThat(json.getInt("items[0].effect.others")).isEqualTo(10);
    assertThat(json.getDouble("items[0].effect.low")).isCloseTo(-3.5129, within(0.0005));
    assertThat(json.getDouble("items[0].effect.high")).isCloseTo(-0.4871, within(0.0005));
    assertThat(json.getString("items[0].effect.difference")).isNull();
    assertThat(json.getString("items[0].change")).isNull();
    assertThat(json.getString("previousReviews")).isNull();
    assertThat(json.getString("items[1].effect.value")).as("nobody complains of it").isNull();
    assertThat(json.getInt("items[1].effect.n")).isZero();
  }

  @Test
  void theChangeIsAgainstTheWindowBefore() {
    var json = causes("&compare=previous");
    assertThat(json.getInt("previousReviews")).isEqualTo(10);
    assertThat(json.getDouble("items[0].change.value")).isCloseTo(9.0 / 17 - 0.1, within(1e-6));
    assertThat(json.getDouble("items[0].change.previous")).isCloseTo(0.1, within(1e-6));
    assertThat(json.getInt("items[0].change.previousCount")).isEqualTo(1);
    assertThat(json.getInt("items[0].change.n")).isEqualTo(10);
    assertThat(json.getDouble("items[0].change.low")).isGreaterThan(0);
    assertThat(json.getString("items[0].change.difference")).isEqualTo("ABOVE");
  }

  @Test
  void theQuotesAreTheMostSignificantComplaintsWithTheirReviews() {
    // the length decides among those of one star: late-1 has one character more than late-0
    var json = causes("&quotes=2");
    assertThat(json.getList("items[0].quotes")).hasSize(2);
    assertThat(json.getString("items[0].quotes[0].quote")).isEqualTo("of DELIVERY in thumb");
    assertThat(json.getString("items[0].quotes[0].reviewId"))
        .isEqualTo(Given.review(SHOP, "thumb").id().toString());
    assertThat(json.getString("items[0].quotes[0].language")).isEqualTo("lv");
    assertThat(json.getString("items[0].quotes[1].quote")).isEqualTo("of DELIVERY in late-1");
    assertThat(json.getList("items[1].quotes")).as("praise").isEmpty();
    assertThat(causes("&quotes=0").getList("items[0].quotes")).isEmpty();
    var ofProduct = causes("&product=sku-late");
    assertThat(ofProduct.getList("items[0].quotes.quote"))
        .isEqualTo(
            List.of("of DELIVERY in late-1", "of DELIVERY in late-0", "of DELIVERY in late-4"));
    assertThat(ofProduct.getInt("items[0].count")).isEqualTo(5);
    assertThat(causes("&country=LV&channel=STOREFRONT").getInt("items[0].count")).isEqualTo(9);
    assertThat(causes("&country=XX").getList("items")).isEmpty();
  }

  @Test
  void whatLowersTheRatingMostComesFirstIfAskedSo() {
    assertThat(causes("&sort=effect").getList("items.aspect"))
        .isEqualTo(List.of("DELIVERY", "PRICE"));
    assertThat(causes("&window=90d").getInt("reviews")).isEqualTo(27);
  }

  @Test
  void onlyTheLatestRevisionCounts() throws SQLException {
    var shop = "causes-edited";
    var given = Given.review(shop, "r").stars(1, Label.NEGATIVE).received(NOW);
    folding.apply(List.of(Said.by(given).naming(Aspect.DELIVERY, Label.NEGATIVE).tagged(1)));
    folding.apply(
        List.of(Said.by(given).text("other").naming(Aspect.FIT, Label.NEGATIVE).tagged(2)));
    Wire.get("/v1/causes?storefront={s}", shop)
        .then()
        .body("reviews", equalTo(1))
        .body("items.aspect", equalTo(List.of("FIT")))
        .body("items[0].quotes.quote", equalTo(List.of("of FIT in r")));
  }

  @Test
  void theMostSignificantReviewsArePagedWithoutSkipping() {
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var page =
          Wire.get(
                  "/v1/reviews?sort=significance&limit=4&storefront={s}{c}",
                  SHOP,
                  cursor.isEmpty() ? "" : cursor)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      seen.addAll(page.getList("items.externalId", String.class));
      cursor = page.getString("nextCursor") == null ? "" : page.getString("nextCursor");
      cursor = cursor.isEmpty() ? "" : "&cursor=" + cursor;
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(27).doesNotHaveDuplicates();
    // one character of text more each
    assertThat(seen.indexOf("late-1")).isLessThan(seen.indexOf("late-0"));
    // of one star, not of two
    assertThat(seen.indexOf("late-0")).isLessThan(seen.indexOf("late-2"));
    var all = Wire.get("/v1/reviews?sort=significance&storefront={s}", SHOP).jsonPath();
    assertThat(all.getList("items.externalId", String.class)).isEqualTo(seen);
    Wire.get("/v1/reviews?sort=significance&window=24h&storefront={s}", SHOP)
        .then()
        .body("items", hasSize(17));
    Wire.get("/v1/reviews?sort=newest&window=24h&storefront={s}", SHOP)
        .then()
        .body("items", hasSize(17));
    Wire.get(
            "/v1/reviews?sort=significance&product=sku-late&sentiment=NEGATIVE&storefront={s}",
            SHOP)
        .then()
        .body("items.externalId", equalTo(List.of("late-1", "late-0", "late-3", "late-2")));
  }

  @Test
  void aCustomersLaterReviewsWeighMoreAndAnEarlierOneThatComesLateMovesThem() throws SQLException {
    var shop = "causes-standing";
    var log = new ArrayList<Heard>();
    for (var i = 1; i < 14; i++) {
      log.add(Said.by(Given.review(shop, "r" + i).by("c").received(NOW.plusSeconds(i))).tagged(1));
    }
    folding.apply(log);
    assertThat(bySignificance(shop).subList(4, 13))
        .isEqualTo(IntStream.rangeClosed(1, 9).mapToObj(i -> "r" + (10 - i)).toList());
    folding.apply(List.of(Said.by(Given.review(shop, "r0").by("c").received(NOW)).tagged(1)));
    assertThat(bySignificance(shop).subList(5, 14))
        .isEqualTo(IntStream.rangeClosed(0, 8).mapToObj(i -> "r" + (8 - i)).toList());
  }

  private static List<String> bySignificance(String shop) {
    return Wire.get("/v1/reviews?sort=significance&storefront={s}", shop)
        .jsonPath()
        .getList("items.externalId", String.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/causes?window=1y | window | 24h, 7d, 30d, 90d",
        "/v1/causes?compare=next | compare | previous",
        "/v1/causes?sort=luck | sort | count, effect",
        "/v1/causes?quotes=11 | quotes | 0 to 10",
        "/v1/causes?quotes=-1 | quotes | 0 to 10",
        "/v1/reviews?sort=significance&window=1y | window | 24h",
        "/v1/reviews?sort=significance&cursor=bm9w | cursor | cursor"
      })
  void aWrongParameterIsNamedWithWhatWouldBeRight(String path, String field, String remedy) {
    Wire.get(path)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/" + field))
        .body("detail", containsString(remedy));
  }

  @Test
  void nothingIsToldOfAnotherTenant() {
    io.restassured.RestAssured.given()
        .header("Authorization", "Bearer one-shop")
        .get("/v1/causes?storefront=" + SHOP)
        .then()
        .statusCode(403);
    io.restassured.RestAssured.given().get("/v1/causes").then().statusCode(401);
  }

  @Test
  void anEmptyWindowHasNoCauses() {
    Wire.get("/v1/causes?storefront=nobody&compare=previous")
        .then()
        .statusCode(200)
        .body("reviews", equalTo(0))
        .body("items", hasSize(0))
        .body("previousReviews", equalTo(0))
        .body("items[0]", nullValue());
  }
}
