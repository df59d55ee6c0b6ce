package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import heed.events.AnswerPublished;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.CustomerErased;
import heed.events.Ids;
import heed.events.Order;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Survey;
import heed.events.Tags;
import heed.testing.DataMap;
import heed.testing.Stored;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * What is known of a customer, as he may ask for it; and after an erasure every row of every table
 * is searched for it, whatever the tables are called and whoever made them.
 */
@QuarkusTest
class ErasureSearchTest {
  private static final Instant NOW =
      Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
  private static final List<String> KINDS =
      List.of("CUSTOMER", "ORDER", "EXTERNAL", "TITLE", "TEXT", "QUOTE", "ANSWER", "REASON");

  @Inject Folding folding;
  @Inject PublicAnswers answers;
  @Inject Transactions transactions;

  @ConfigProperty(name = "heed.privacy.erasure-key")
  String erasureKey;

  private final UUID run = UUID.randomUUID();
  private final String shop = "searched-" + run;
  private final String customer = mark("CUSTOMER");

  /** Every test has marks of its own. */
  private String mark(String what) {
    return "MARKED" + what + run;
  }

  @Test
  void theDataMapSpeaksOfEveryColumnOfEveryTable() {
    var map = DataMap.section("metrics-service");
    var tables = transactions.read(Stored::tables);
    assertThat(map.keySet()).isEqualTo(tables.keySet());
    tables.forEach(
        (table, columns) -> assertThat(map.get(table).differences(columns)).as(table).isEmpty());
  }

  @Test
  void nothingOfAnErasedCustomerIsInAnyTable() throws Exception {
    var first = known("1", NOW.minusSeconds(60));
    var other = known("2", NOW.minusSeconds(30));
    Wire.eventually().until(() -> rows("segments") == 1); // decided after the review is folded
    var seen = String.join("\n", found());
    assertThat(KINDS).allSatisfy(kind -> assertThat(seen).contains(mark(kind)));
    for (var table :
        List.of(
            "reviews",
            "customers",
            "segments",
            "text_prints",
            "public_answers",
            "display_history")) {
      assertThat(seen).contains(table + ": ");
    }
    assertThat(rows("significances") + rows("complaints")).isPositive();

    folding.apply(List.of(erased(NOW)));

    assertThat(found()).isEmpty();
    for (var table : List.of("significances", "complaints", "display_states", "segments")) {
      assertThat(rows(table)).as(table).isZero();
    }

    folding.apply(List.of(new Heard.Tagged(first), new Heard.Tagged(other)));
    folding.apply(List.of(new Heard.Tagged(posted("never-seen", NOW, false))));
    answers.apply(List.of(new Answered.Published(answer(first))));
    assertThat(found()).as("what comes late is refused").isEmpty();
    Wire.get("/v1/reviews/{id}", first.review().id()).then().statusCode(404);
  }

  @Test
  void whoWasErasedBeforeARotationStaysForgottenAfterIt() throws SQLException {
    var old = "b2xkIG9sZCBvbGQgb2xkIG9sZCBvbGQgb2xkIG9sZCE=";
    var before = new ErasedCustomers(new ErasureKeys(old));
    var after = new ErasedCustomers(new ErasureKeys(erasureKey, old));
    var event = new CustomerErased(shop, "c-1", NOW, 1L);
    var again = new CustomerErased(shop, "c-1", NOW.plusSeconds(5), 2L);
    var shops = List.of(shop);
    transactions.write(
        c -> {
          before.remember(c, event);
          assertThat(after.find(c, shops, List.of(event.key()))).containsEntry(event.key(), NOW);
          after.remember(c, again);
          assertThat(after.find(c, shops, List.of(event.key())))
              .containsEntry(event.key(), NOW.plusSeconds(5));
          assertThat(before.find(c, shops, List.of(event.key()))).containsEntry(event.key(), NOW);
          return true;
        });
  }

  @Test
  void aCustomerGetsEverythingThatIsKnownOfHimAndNothingOfOthers() throws Exception {
    known("1", NOW.minusSeconds(60));
    folding.apply(
        List.of(
            Given.review(shop, "of-another").by("c-other").says("not his words").tagged(1),
            Given.review("not-" + shop, "elsewhere").by(customer).says("elsewhere").tagged(1)));
    var file =
        export(customer, shop)
            .statusCode(200)
            .header("Content-Disposition", containsString("attachment"))
            .header("Cache-Control", equalTo("no-store"))
            .contentType("application/json")
            .body("service", equalTo("metrics-service"))
            .body("customerId", equalTo(customer))
            .body("segment.segment", equalTo("AT_RISK"))
            .body("segment.why", not(empty()))
            .body("segment.consent", equalTo("GIVEN"))
            .body("reviews", hasSize(1))
            .body("reviews[0].review.externalId", equalTo(mark("EXTERNAL") + "1"))
            .body("reviews[0].review.title", equalTo(mark("TITLE")))
            .body("reviews[0].review.survey.nps", equalTo(3))
            .body("reviews[0].review.tags.aspects[0].quote", equalTo(mark("QUOTE")))
            .body("reviews[0].review.display", equalTo("HIDDEN"))
            .body("reviews[0].orderId", equalTo(mark("ORDER")))
            .body("reviews[0].consent", equalTo(true))
            .body("reviews[0].displayHistory[0].reason", equalTo(mark("REASON")))
            .body("reviews[0].answers[0].text", equalTo(mark("ANSWER")))
            .extract()
            .asString();
    assertThat(file).doesNotContain("not his words", "c-other", "elsewhere", "not-" + shop);
  }

  @Test
  void itHasNoEndThatWouldCutItOffAndOnlyLeadsAndAdminsGetIt() throws Exception {
    var many = new ArrayList<Heard>();
    for (var i = 0; i < 230; i++) {
      many.add(Given.review(shop, "n" + i).by("c-many").received(NOW).tagged(1));
    }
    folding.apply(many);
    var ids = export("c-many", shop).extract().jsonPath().<String>getList("reviews.review.id");
    assertThat(ids).hasSize(230).doesNotHaveDuplicates();
    export("nobody", shop).statusCode(200).body("reviews", empty()).body("segment", nullValue());
    as("one-shop", "c-1").statusCode(403); // an analyst
    as("one-shops-admin", "c-1").statusCode(200).body("storefront", equalTo("one-shop"));
    given()
        .header("Authorization", "Bearer one-shops-admin")
        .get("/v1/customers/c-many/export?storefront={s}", shop)
        .then()
        .statusCode(403);
    given().get("/v1/customers/c-1/export").then().statusCode(401);
  }

  /** A review of his that was answered, and that a person said something about. */
  private ReviewTagged known(String n, Instant receivedAt) throws SQLException {
    var posted = posted(n, receivedAt, true);
    folding.apply(List.of(new Heard.Tagged(posted)));
    answers.apply(List.of(new Answered.Published(answer(posted))));
    given()
        .header("Authorization", TestKey.BEARER)
        .contentType("application/json")
        .body("{\"display\": \"HIDDEN\", \"reason\": \"" + mark("REASON") + "\"}")
        .post("/v1/reviews/{id}/display", posted.review().id())
        .then()
        .statusCode(200);
    return posted;
  }

  private ReviewTagged posted(String n, Instant receivedAt, boolean consent) {
    var external = mark("EXTERNAL") + n;
    var review =
        new Review(
            Ids.review(shop, Ids.Kind.EXTERNAL_ID, external),
            shop,
            external,
            new Product("sku-1", "Kettle"),
            new Order(mark("ORDER"), receivedAt),
            new Customer(customer, "sealed", consent),
            Channel.STOREFRONT,
            new Rating(Rating.Scale.STARS_5, 1),
            new Survey(3, null, null),
            mark("TITLE"),
            mark("TEXT") + " is the worst kettle that anybody ever sold to me so far " + n,
            "en",
            "GB",
            receivedAt,
            receivedAt);
    var tags =
        new Tags(
            new Tags.Language("en", 0.99),
            new Tags.Sentiment(Tags.Label.NEGATIVE, -0.8, 0.9, Tags.Basis.BOTH, false),
            List.of(
                new Tags.AspectMention(Tags.Aspect.QUALITY, Tags.Label.NEGATIVE, mark("QUOTE"))),
            Tags.Urgency.HIGH,
            "test");
    return new ReviewTagged(review, 1, tags);
  }

  private AnswerPublished answer(ReviewTagged to) {
    var id = to.review().id();
    return new AnswerPublished(
        UUID.randomUUID(),
        id,
        shop,
        Ids.caseOf(id),
        to.review().receivedAt().plusSeconds(5),
        mark("ANSWER"),
        "en");
  }

  private Heard erased(Instant at) {
    return Given.customerErased(shop, customer, at);
  }

  private List<String> found() {
    return transactions.read(c -> Stored.search(c, KINDS.stream().map(this::mark).toList()));
  }

  private long rows(String table) {
    return transactions.read(
        c -> {
          try (var statement =
              c.prepareStatement("select count(*) from " + table + " where storefront = ?")) {
            statement.setString(1, shop);
            try (var rows = statement.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }

  private static ValidatableResponse export(String customer, String storefront) {
    return Wire.get("/v1/customers/{c}/export?storefront={s}", customer, storefront).then();
  }

  private static ValidatableResponse as(String key, String customer) {
    return given()
        .header("Authorization", "Bearer " + key)
        .get("/v1/customers/{c}/export", customer)
        .then();
  }
}
