package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import heed.events.AnswerPublished;
import heed.events.AnswerWithdrawn;
import heed.events.CustomerErased;
import heed.events.Ids;
import heed.events.Tags.Label;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the topics to what is displayed, and what people decide in between. */
@QuarkusTest
class DisplayTest {
  /** An hour ago, so that whatever is received some seconds after it was received by now. */
  private static final Instant NOW =
      Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);

  private static final String LONG = "The very best kettle that anybody ever sold to me so far";

  @Inject Folding folding;
  @Inject PublicAnswers answers;
  @Inject Transactions transactions;
  @Inject DisplayClock clock;
  @Inject Recount recount;
  private final Wire wire = new Wire();

  @AfterEach
  void nothingIsLeftOfWhatIsNoMore() {
    rules("[]");
    wire.close();
    assertThat(differences()).isEmpty();
  }

  private List<String> differences() {
    return recount.differences(new Recount.Of(null, "DISPLAY"));
  }

  private static Given review(String shop, String id) {
    return Given.review(shop, id).received(NOW.minusSeconds(600)).by("c-" + id);
  }

  private void fold(Heard... heard) {
    try {
      folding.apply(List.of(heard));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static RequestSpecification asTest() {
    return given().header("Authorization", TestKey.BEARER).contentType("application/json");
  }

  private static ValidatableResponse shown(Given review) {
    return asTest().get("/v1/reviews/{id}/display", review.id()).then();
  }

  private static ValidatableResponse decide(Given review, String body) {
    return asTest().body(body).post("/v1/reviews/{id}/display", review.id()).then();
  }

  /** Puts rules in force. */
  private static void rules(String rules) {
    var seen = asTest().get("/v1/display-rules").header("ETag");
    asTest()
        .header("If-Match", seen)
        .body("{\"rules\": " + rules + "}")
        .put("/v1/display-rules")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse published(String shop) {
    return Wire.get("/v1/products/sku-1/reviews?storefront={s}", shop).then().statusCode(200);
  }

  @Test
  void nothingIsPublishedUntilSomebodySaysSo() {
    var shop = "display-default";
    var review = review(shop, "a");
    fold(review.tagged(1));
    shown(review)
        .statusCode(200)
        .body("display", equalTo("PENDING"))
        .body("held", empty())
        .body("by", nullValue())
        .body("history", empty());
    published(shop).body("items", empty()).body("rating.count", equalTo(1));
    decide(review, "{\"display\": \"PUBLISHED\"}")
        .statusCode(200)
        .body("display", equalTo("PUBLISHED"))
        .body("by", equalTo("test"))
        .body("history", hasSize(1));
    published(shop).body("items.text", equalTo(List.of("words of c-a")));
    decide(review, "{\"display\": \"HIDDEN\", \"reason\": \" names a person \"}")
        .body("reason", equalTo("names a person"))
        .body("history.display", equalTo(List.of("PUBLISHED", "HIDDEN")));
    published(shop).body("items", empty());
    assertThat(Wire.get("/v1/reviews/{id}", review.id()).jsonPath().getString("display"))
        .isEqualTo("HIDDEN");
  }

  /** Two reviews that differ in nothing but the stars end alike, whatever the rules say. */
  @ParameterizedTest
  @CsvSource({"[],PENDING", "[{\"name\": \"all\"}],PUBLISHED"})
  void oneStarAndFiveAreTreatedAlike(String rules, String expected) {
    rules(rules);
    var shop = "display-alike-" + expected;
    var bad = review(shop, "bad").stars(1, Label.NEGATIVE);
    var good = review(shop, "good").stars(5, Label.POSITIVE);
    fold(bad.tagged(1), good.tagged(1));
    for (var review : List.of(bad, good)) {
      shown(review).body("display", equalTo(expected));
    }
    assertThat(published(shop).extract().jsonPath().getInt("rating.count")).isEqualTo(2);
  }

  @Test
  void aRulePublishesAtItsTimeAndARevisionGoesThroughTheRulesAgain() throws SQLException {
    rules("[{\"name\": \"after a day\", \"publishAfter\": \"PT24H\"}]");
    var shop = "display-rule";
    var old = review(shop, "old").received(NOW.minus(Duration.ofHours(25)));
    var young = review(shop, "young");
    fold(old.tagged(1), young.tagged(1));
    shown(old)
        .body("display", equalTo("PUBLISHED"))
        .body("by", equalTo("heed"))
        .body("reason", equalTo("rule: after a day"));
    shown(young)
        .body("display", equalTo("PENDING"))
        .body("publishAt", equalTo(young.receivedAt().plus(Duration.ofHours(24)).toString()));
    fold(old.product("sku-2").received(NOW).tagged(2));
    shown(old).body("display", equalTo("PENDING")).body("reason", equalTo("revised"));
    due(shop);
    clock.publish();
    shown(young)
        .body("display", equalTo("PENDING")); // its time has come by the row, not by the rule
    rules("[{\"name\": \"at once\"}]");
    due(shop);
    Wire.eventually().untilAsserted(() -> shown(young).body("display", equalTo("PUBLISHED")));
    shown(young).body("reason", equalTo("rule: at once")).body("publishAt", nullValue());
  }

  private void due(String shop) {
    update("update display_states set publish_at = now() where storefront = ?", shop);
  }

  private void update(String sql, String shop) {
    try {
      transactions.write(
          connection -> {
            try (var statement = connection.prepareStatement(sql)) {
              statement.setString(1, shop);
              return statement.executeUpdate();
            }
          });
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatWaitsIsDecidedByTheRulesInForceWhenItsTimeComes() throws SQLException {
    rules("[{\"name\": \"later\", \"publishAfter\": \"PT24H\"}]");
    var shop = "display-withdrawn-rule";
    var review = review(shop, "a");
    fold(review.tagged(1));
    rules("[]");
    due(shop);
    Wire.eventually().untilAsserted(() -> shown(review).body("publishAt", nullValue()));
    shown(review).body("display", equalTo("PENDING")).body("rule", nullValue());
  }

  @Test
  void spamIsHeldForAPersonAndStandsInTheQueueWithItsReasons() {
    rules("[{\"name\": \"all\"}]");
    var shop = "display-spam";
    var spam = review(shop, "spam").says("cheaper at https://spam.example, you idiot");
    var fine = review(shop, "fine").says("It boils water.");
    fold(spam.tagged(1), fine.tagged(1));
    shown(fine).body("display", equalTo("PUBLISHED"));
    shown(spam)
        .body("display", equalTo("PENDING"))
        .body("held", equalTo(List.of("LINK", "ABUSE")))
        .body("history.reason", equalTo(List.of("held: LINK, ABUSE")));
    queue(shop, "display=PENDING&held=true")
        .body("items.id", equalTo(List.of(spam.id().toString())))
        .body("items[0].moderation.held", equalTo(List.of("LINK", "ABUSE")))
        .body("items[0].moderation.by", equalTo("heed"));
    queue(shop, "display=PUBLISHED").body("items.id", equalTo(List.of(fine.id().toString())));
    queue(shop, "held=false").body("items", hasSize(1));
    decide(spam, "{\"display\": \"PUBLISHED\"}").body("held", empty());
    queue(shop, "display=PENDING&held=true").body("items", empty());
  }

  private static ValidatableResponse queue(String shop, String filters) {
    return Wire.get("/v1/reviews?" + filters + "&storefront={s}", shop).then().statusCode(200);
  }

  @Test
  void theSameWordsUnderAnotherNameAreHeldAndAnEditFreesThem() {
    rules("[{\"name\": \"all\"}]");
    var shop = "display-echo";
    var first = review(shop, "1").says(LONG);
    var copy = review(shop, "2").says(LONG.toUpperCase(java.util.Locale.ROOT) + "!");
    fold(first.tagged(1));
    fold(copy.tagged(1));
    shown(first).body("display", equalTo("PUBLISHED"));
    shown(copy).body("held", equalTo(List.of("REPEATED")));
    fold(copy.says("In my own words this time, and they are long enough as well").tagged(2));
    shown(copy).body("display", equalTo("PUBLISHED"));
    fold(first.erased(9));
    fold(review(shop, "3").says(LONG).tagged(1));
    shown(review(shop, "3")).body("display", equalTo("PUBLISHED"));
  }

  @Test
  void aCopyStaysHeldWhenItIsEditedByAFewSigns() {
    rules("[{\"name\": \"all\"}]");
    var shop = "display-echo-edit";
    var copy = review(shop, "2").says(LONG);
    fold(review(shop, "1").says(LONG).tagged(1));
    fold(copy.tagged(1));
    fold(copy.says(LONG + "!").tagged(2));
    shown(copy).body("display", equalTo("PENDING")).body("held", equalTo(List.of("REPEATED")));
  }

  @Test
  void twoGuestsWithTheSameWordsAreTwoAuthorsAndOneCustomerMaySayThemOfTwoProducts() {
    rules("[{\"name\": \"all\"}]");
    var shop = "display-guests";
    fold(review(shop, "1").by(null).says(LONG).tagged(1));
    fold(review(shop, "2").by(null).says(LONG).tagged(1));
    shown(review(shop, "2")).body("held", equalTo(List.of("REPEATED")));
    fold(review("display-regular", "1").by("c").says(LONG).tagged(1));
    fold(review("display-regular", "2").by("c").product("sku-2").says(LONG).tagged(1));
    shown(review("display-regular", "2")).body("display", equalTo("PUBLISHED"));
  }

  @Test
  void theSameWordsInOneBatchAreHeldAsInTwo() {
    rules("[{\"name\": \"all\"}]");
    var shop = "display-batch";
    var other = "Words of nobody else, and there are enough of them to be told apart";
    fold(
        review(shop, "1").by("a").says(LONG).tagged(1),
        review(shop, "2").by("b").says(LONG).tagged(1),
        review(shop, "3").by("c").says(other).tagged(1));
    shown(review(shop, "1")).body("held", equalTo(List.of("REPEATED")));
    shown(review(shop, "2")).body("held", equalTo(List.of("REPEATED")));
    shown(review(shop, "3")).body("display", equalTo("PUBLISHED"));
    fold(review(shop, "4").by("c").product("sku-2").says(other).tagged(1));
    shown(review(shop, "4")).body("display", equalTo("PUBLISHED"));
    fold(
        review(shop, "5").by("c").product("sku-3").says(other).tagged(1),
        review(shop, "6").by("d").says("Short").tagged(1));
    shown(review(shop, "5")).body("held", equalTo(List.of("REPEATED")));
  }

  @Test
  void oneCustomerMaySayTheSameOfTwoProductsInOneBatchAndNotOfThree() {
    rules("[{\"name\": \"all\"}]");
    var two = "display-batch-two";
    fold(
        review(two, "1").by("c").says(LONG).tagged(1),
        review(two, "2").by("c").product("sku-2").says(LONG).tagged(1));
    shown(review(two, "1")).body("display", equalTo("PUBLISHED"));
    shown(review(two, "2")).body("display", equalTo("PUBLISHED"));
    fold(
        review(two, "3").by("c").product("sku-3").says(LONG).tagged(1),
        review(two, "4").by("c").product("sku-4").says("Short").tagged(1));
    shown(review(two, "3")).body("held", equalTo(List.of("REPEATED")));
  }

  @Test
  void whatIsStoredAndWhatComesInOneBatchAddUp() {
    rules("[{\"name\": \"all\"}]");
    var shop = "display-batch-three";
    fold(review(shop, "1").by("c").says(LONG).tagged(1));
    fold(
        review(shop, "2").by("c").product("sku-2").says(LONG).tagged(1),
        review(shop, "3").by("c").product("sku-3").says(LONG).tagged(1));
    shown(review(shop, "1")).body("display", equalTo("PUBLISHED"));
    shown(review(shop, "2")).body("held", equalTo(List.of("REPEATED")));
    shown(review(shop, "3")).body("held", equalTo(List.of("REPEATED")));
  }

  @Test
  void whatIsErasedOrSaidOtherwiseInTheSameBatchIsSaidNoMore() {
    rules("[{\"name\": \"all\"}]");
    var shop = "display-batch-erased";
    fold(review(shop, "1").by(null).says(LONG).tagged(1));
    fold(review(shop, "1").erased(5), review(shop, "2").by(null).says(LONG).tagged(1));
    shown(review(shop, "2")).body("display", equalTo("PUBLISHED"));
    fold(
        review(shop, "2").by(null).says("Short").tagged(2),
        review(shop, "3").by(null).says(LONG).tagged(1));
    shown(review(shop, "3")).body("display", equalTo("PUBLISHED"));
  }

  /** The server's table of locks is small: one lock for each review would fill it. */
  @Test
  void anErasureOfManyReviewsTakesFewLocks() throws SQLException {
    var keys =
        java.util.stream.IntStream.range(0, 1_000)
            .mapToObj(i -> new Fold.Key("display-locks", new UUID(7L * i, i)))
            .toList();
    assertThat(
            transactions.<Integer>write(
                connection -> {
                  PublicAnswers.forget(connection, keys);
                  try (var statement =
                      connection.prepareStatement(
                          "select count(*) from pg_locks where locktype = 'advisory'"
                              + " and pid = pg_backend_pid() and classid::bigint = ?")) {
                    statement.setLong(1, PublicAnswers.ANSWERS);
                    try (var rows = statement.executeQuery()) {
                      rows.next();
                      return rows.getInt(1);
                    }
                  }
                }))
        .isBetween(2, 64);
  }

  @Test
  void whatAPersonHidIsNotPublishedByAnEdit() {
    rules("[{\"name\": \"all\"}]");
    var review = review("display-hidden", "a");
    fold(review.tagged(1));
    decide(review, "{\"display\": \"HIDDEN\", \"reason\": \"abuse\"}").statusCode(200);
    fold(review.tagged(1), review.tagged(2));
    shown(review).body("display", equalTo("HIDDEN"));
    fold(review.says("something else").tagged(3));
    shown(review).body("display", equalTo("PENDING")).body("held", equalTo(List.of("REVISED")));
    fold(review.says("something else again").tagged(4));
    shown(review).body("display", equalTo("PENDING")).body("held", equalTo(List.of("REVISED")));
    decide(review, "{\"display\": \"PUBLISHED\"}").body("held", empty());
    fold(review.says("and again").tagged(5));
    shown(review).body("display", equalTo("PUBLISHED"));
  }

  @Test
  void whatIsOnThePageStaysWhenNothingThatIsShownOrRuledByChanges() {
    var review = review("display-resent", "a").says("It boils water.");
    fold(review.tagged(1));
    decide(review, "{\"display\": \"PUBLISHED\"}").statusCode(200);
    fold(review.by("c-b").submitted(NOW).nps(3).tagged(2));
    shown(review).body("display", equalTo("PUBLISHED"));
    fold(review.stars(1, Label.NEGATIVE).tagged(3));
    shown(review).body("display", equalTo("PENDING")).body("reason", equalTo("revised"));
  }

  @Test
  void severalAreDecidedAtOnceAndStrangersAreToldApart() {
    var shop = "display-bulk";
    var a = review(shop, "a");
    var b = review(shop, "b");
    var strange = review("one-shop", "strange-" + UUID.randomUUID());
    fold(a.tagged(1), b.tagged(1), strange.tagged(1));
    decide(a, "{\"display\": \"PUBLISHED\"}");
    var nobody = UUID.randomUUID();
    var ids = "[\"" + a.id() + "\", \"" + b.id() + "\", \"" + nobody + "\"]";
    asTest()
        .body("{\"ids\": " + ids + ", \"display\": \"PUBLISHED\"}")
        .post("/v1/display")
        .then()
        .statusCode(200)
        .body("changed", equalTo(1))
        .body("unchanged", equalTo(1))
        .body("notFound", equalTo(List.of(nobody.toString())));
    shown(a).body("history", hasSize(2));
    given()
        .header("Authorization", "Bearer one-shop")
        .contentType("application/json")
        .body("{\"ids\": [\"" + a.id() + "\", \"" + strange.id() + "\"], \"display\": \"PENDING\"}")
        .post("/v1/display")
        .then()
        .body("notFound", equalTo(List.of(a.id().toString())));
    given()
        .header("Authorization", "Bearer one-shop")
        .get("/v1/reviews/{id}/display", a.id())
        .then()
        .statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"display\": \"HIDDEN\"} | /reason | says why",
        "{\"display\": \"HIDDEN\", \"reason\": \" \"} | /reason | says why",
        "{\"display\": \"GONE\"} | /display | PENDING, PUBLISHED, HIDDEN",
        "{} | /display | PENDING, PUBLISHED, HIDDEN",
        "{\"display\": \"PENDING\", \"reason\": \"a\\u0000b\"} | /reason | control characters",
      })
  void aDecisionThatIsNoneIsRefused(String body, String pointer, String remedy) {
    var review = review("display-refused", "a");
    fold(review.tagged(1));
    decide(review, body)
        .statusCode(400)
        .body("errors[0].pointer", equalTo(pointer))
        .body("detail", containsString(remedy));
    asTest()
        .body("{\"ids\": [], \"display\": \"PENDING\"}")
        .post("/v1/display")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/ids"));
  }

  @Test
  void rulesAreVersionedAndNobodyOverwritesWhatHeHasNotSeen() {
    rules("[{\"name\": \"first\"}]");
    var etag = asTest().get("/v1/display-rules").header("ETag");
    asTest().body("{\"rules\": []}").put("/v1/display-rules").then().statusCode(428);
    asTest()
        .header("If-Match", "\"0\"")
        .body("{\"rules\": []}")
        .put("/v1/display-rules")
        .then()
        .statusCode(412)
        .header("ETag", etag);
    asTest()
        .header("If-Match", etag)
        .body("{\"rules\": [{\"name\": \"good ones\", \"when\": {\"stars\": [4, 5]}}]}")
        .put("/v1/display-rules")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/rules/0/when/stars"))
        .body("detail", containsString("unlawful"));
    var version = etag.replace("\"", "");
    asTest()
        .get("/v1/display-rules/versions/" + version)
        .then()
        .statusCode(200)
        .body("rules.name", equalTo(List.of("first")))
        .body("rules[0].publishAfter", equalTo("PT0S"));
    asTest()
        .get("/v1/display-rules/versions")
        .then()
        .body("items[0].version", equalTo(Integer.parseInt(version)))
        .body("items[0].by", equalTo("test"));
    given()
        .header("Authorization", "Bearer one-shop")
        .header("If-Match", etag)
        .contentType("application/json")
        .body("{\"rules\": []}")
        .put("/v1/display-rules")
        .then()
        .statusCode(403);
  }

  private static AnswerPublished answer(Given review, Instant at, String text) {
    return new AnswerPublished(
        UUID.randomUUID(),
        review.id(),
        review.storefront(),
        Ids.caseOf(review.id()),
        at,
        text,
        "lv");
  }

  @Test
  void anAnswerIsShownWithItsReviewWhicheverComesFirst() {
    var shop = "display-answer";
    var review = review(shop, "a");
    wire.send(answer(review, NOW, "We are sorry"));
    Wire.eventually().until(() -> kept(review) == 1);
    published(shop).body("items", empty());
    fold(review.tagged(1));
    decide(review, "{\"display\": \"PUBLISHED\"}");
    published(shop)
        .body("items[0].answers[0].text", equalTo("We are sorry"))
        .body("items[0].answers[0].language", equalTo("lv"));
    wire.send(new AnswerWithdrawn(review.id(), shop, Ids.caseOf(review.id()), NOW));
    Wire.eventually().untilAsserted(() -> published(shop).body("items[0].answers", empty()));
  }

  @Test
  void anErasureTakesEverythingAndALateAnswerIsRefused() throws SQLException {
    rules("[{\"name\": \"all\"}]");
    var shop = "display-erased";
    var review = review(shop, "a").says("you idiot, " + LONG);
    var late = new Answered.Published(answer(review, NOW, "We are sorry"));
    fold(review.tagged(1));
    assertThat(answers.apply(List.of(late, late))).isEqualTo(1);
    decide(review, "{\"display\": \"HIDDEN\", \"reason\": \"Anna is named\"}").statusCode(200);
    fold(review.erased(5));
    assertThat(kept(review)).isZero();
    assertThat(answers.apply(List.of(late))).isZero();
    shown(review).statusCode(404);
    for (var table :
        List.of("display_states", "display_history", "text_prints", "public_answers")) {
      assertThat(rows(table, shop)).as(table).isZero();
    }
    var anew = review.received(NOW.plusSeconds(5)).says("anew");
    fold(anew.tagged(9));
    assertThat(answers.apply(List.of(late))).isZero();
    var later = new Answered.Published(answer(review, NOW.plusSeconds(9), "Thank you"));
    assertThat(answers.apply(List.of(late, later))).isEqualTo(1);
    shown(anew).body("display", equalTo("PUBLISHED"));
    published(shop).body("items[0].answers.text", equalTo(List.of("Thank you")));
  }

  @Test
  void anErasedCustomersPastIsForgottenAndWhatCameAfterStays() throws SQLException {
    var shop = "display-customer";
    var review = review(shop, "a");
    fold(review.tagged(1));
    decide(review, "{\"display\": \"HIDDEN\", \"reason\": \"Anna is named\"}").statusCode(200);
    answers.apply(List.of(new Answered.Published(answer(review, NOW, "Sorry, Anna"))));
    var erasedAt = Instant.now().plusSeconds(50).truncatedTo(ChronoUnit.MILLIS);
    var after = erasedAt.plusSeconds(50);
    fold(review.received(after).says("anew").tagged(2));
    fold(new Heard.CustomerGone(new CustomerErased(shop, "c-a", erasedAt, 1L)));
    assertThat(kept(review)).isZero();
    shown(review).statusCode(200).body("history", empty()).body("reason", equalTo("held: REVISED"));
  }

  @Test
  void whatAPersonWroteBeforeAnErasureIsForgottenAlsoWhereTheSameWordsCameAgain()
      throws SQLException {
    var review = review("display-anew", "a");
    fold(review.tagged(1));
    decide(review, "{\"display\": \"HIDDEN\", \"reason\": \"Anna is named\"}").statusCode(200);
    var erasedAt = Instant.now().plusSeconds(50).truncatedTo(ChronoUnit.MILLIS);
    fold(review.received(erasedAt.plusSeconds(50)).tagged(2));
    fold(Given.customerErased("display-anew", "c-a", erasedAt));
    shown(review)
        .body("display", equalTo("HIDDEN"))
        .body("history", empty())
        .body("reason", nullValue());
  }

  /** However many reviews there are: by the key of the table, storefront by storefront. */
  @Test
  void reviewsAreFoundByTheirKey() {
    var plan =
        transactions.read(
            connection -> {
              try (var set = connection.createStatement();
                  var statement = connection.prepareStatement("explain " + DisplayDesk.WHERE)) {
                set.execute("set local enable_seqscan = off");
                new Sql(connection, statement).array("uuid", List.of(UUID.randomUUID()));
                var lines = new StringBuilder();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    lines.append(rows.getString(1)).append('\n');
                  }
                }
                return lines.toString();
              }
            });
    assertThat(plan).contains("Index Cond: ((storefront = known.storefront) AND (review_id = ANY");
  }

  /** Answers that are kept, shown or not. */
  private long kept(Given review) {
    return rows("public_answers", review.storefront());
  }

  private long rows(String table, String shop) {
    return transactions.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "select count(*) from " + table + " where storefront = ?")) {
            statement.setString(1, shop);
            try (var rows = statement.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }

  @Test
  void whatWasLeftOverIsFoundAndMended() throws SQLException {
    var shop = "display-proof";
    var review = review(shop, "a");
    fold(review.tagged(1));
    update("update reviews set display = 'PUBLISHED' where storefront = ?", shop);
    update(
        "insert into text_prints (storefront, print, review_id) values (?, 1, gen_random_uuid())",
        shop);
    assertThat(differences())
        .hasSize(2)
        .anySatisfy(told -> assertThat(told).startsWith("DISPLAY text_prints outlives its review"))
        .anySatisfy(told -> assertThat(told).contains(review.id().toString()));
    assertThat(recount.mend(new Recount.Of(shop, "DISPLAY"))).isGreaterThanOrEqualTo(2);
    assertThat(differences()).isEmpty();
    shown(review).body("display", equalTo("PENDING"));
  }

  @Test
  void aMalformedAnswerIsLaidAside() {
    try (var letters = wire.probe().listen(heed.events.Topics.METRICS_DEAD_LETTER)) {
      var key = UUID.randomUUID().toString();
      var topic = heed.events.Topics.ANSWERS_PUBLISHED;
      wire.sendRaw(topic, key, "{no json", Wire.headers("answer.published.v1"));
      wire.sendRaw(topic, key, "{}", Wire.headers("case.opened.v1"));
      wire.sendRaw(topic, key, "{}", Map.of());
      assertThat(letters.next(3, Duration.ofSeconds(60), r -> key.equals(new String(r.key()))))
          .hasSize(3);
    }
  }
}
