package heed.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import heed.events.Ids;
import heed.events.Tags.Label;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
@TestProfile(CasesResourceTest.Keys.class)
class CustomersResourceTest {
  @Inject StreamBatch batch;
  @Inject Transactions transactions;

  private final String shop = "shop-" + UUID.randomUUID();

  private ValidatableResponse export(String customer, String storefront) {
    return World.asTest()
        .queryParam("storefront", storefront)
        .get("/v1/customers/{c}/export", customer)
        .then();
  }

  @Test
  void aCustomerGetsEverythingThatIsKnownOfHim() {
    var id = DeskForTests.post(DeskForTests.marked(shop, "c-1", "X"));
    for (var act :
        List.of(
            "answer {\"text\":\"We are sorry\",\"visibility\":\"PUBLIC\"}",
            "answer {\"text\":\"ask the store\",\"visibility\":\"INTERNAL\"}",
            "notes {\"text\":\"he rang\"}")) {
      var space = act.indexOf(' ');
      var version = World.get(id).header("ETag");
      World.post(id, act.substring(0, space), version, act.substring(space + 1))
          .then()
          .statusCode(200);
    }
    signal("c-1", shop);
    export("c-1", shop)
        .statusCode(200)
        .header("Content-Disposition", containsString("attachment"))
        .header("Content-Disposition", containsString(".json"))
        .header("Cache-Control", equalTo("no-store"))
        .contentType("application/json")
        .body("service", equalTo("alerting-service"))
        .body("storefront", equalTo(shop))
        .body("customerId", equalTo("c-1"))
        .body("cases.details.id", equalTo(List.of(id.toString())))
        .body("cases[0].details.customer.name", equalTo("MARKEDNAMEX"))
        .body("cases[0].details.customer.email", equalTo("MARKEDEMAILX@customer.example"))
        .body("cases[0].details.title", equalTo("MARKEDTITLEX"))
        .body("cases[0].details.text", equalTo("MARKEDTEXTX"))
        .body(
            "cases[0].details.timeline.detail.text.findAll { it }",
            equalTo(List.of("We are sorry", "ask the store", "he rang")))
        .body("cases[0].review.externalId", equalTo("MARKEDEXTERNALX"))
        .body("cases[0].review.order.id", equalTo("MARKEDORDERX"))
        .body("cases[0].review.consent", equalTo(true))
        .body("consents.said", equalTo(List.of(true)))
        .body("crms", equalTo(List.of()))
        .body("signals.type", equalTo(List.of("segment.entered.v1")))
        .body("signals[0].data.customerId", equalTo("c-1"));
  }

  @Test
  void nobodyElsesCasesAreInIt() {
    for (var whose : List.of(shop + " c-1", shop + " SOMEBODYELSE", "other-shop c-1")) {
      var words = whose.split(" ");
      var text = "words of " + whose;
      batch.apply(List.of(new FromStream.Tagged(post(words[0], words[1], text))));
    }
    signal("c-1", "other-shop");
    var file = export("c-1", shop).statusCode(200).extract();
    assertThat(file.jsonPath().getList("cases")).hasSize(1);
    assertThat(file.asString())
        .contains("words of " + shop + " c-1")
        .doesNotContain("SOMEBODYELSE")
        .doesNotContain("other-shop")
        .doesNotContain("segment.entered");
    as("key-of-the-other-shop", "c-1", shop).statusCode(403);
  }

  @Test
  void itHasNoEndThatWouldCutItOff() {
    var expected = new HashSet<String>();
    var reviews = new ArrayList<FromStream>();
    for (var i = 0; i < 120; i++) {
      var review = post(shop, "c-9", "n" + i);
      expected.add(Ids.caseOf(review.review().id()).toString());
      reviews.add(new FromStream.Tagged(review));
    }
    batch.apply(reviews);
    var ids = export("c-9", shop).extract().jsonPath().<String>getList("cases.details.id");
    assertThat(ids).hasSize(120).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void ofOneWhoIsNotKnownItIsEmptyAndOnlyLeadsAndAdminsGetIt() {
    export("nobody", shop).statusCode(200).body("cases", empty()).body("signals", empty());
    DeskForTests.post(DeskForTests.marked(shop, "c-3", "Y"));
    DeskForTests.erase(shop, "c-3");
    export("c-3", shop).statusCode(200).body("cases", empty());
    as("key-of-an-analyst", "c-1", shop).statusCode(403);
    as("key-of-the-other-shop", "c-1", "other-shop").statusCode(403);
    as("key-of-a-lead-program", "c-1", shop).statusCode(200);
    given().get("/v1/customers/c-1/export").then().statusCode(401);
  }

  @Test
  void whoSeesTheCasesOfSomeTeamsAloneIsRefusedAndTheAuditSaysOfWhichStorefront() {
    as(TestKey.ofTeam("support"), "c-1", shop)
        .statusCode(403)
        .body("detail", containsString("every team"));
    export("c-1", shop).statusCode(200);
    await()
        .atMost(World.SOON)
        .untilAsserted(
            () ->
                World.asTest()
                    .queryParam("storefront", shop)
                    .get("/v1/audit")
                    .then()
                    .body("items.outcome", hasItems("DONE", "REFUSED"))
                    .body("items.object", everyItem(nullValue())));
  }

  private static ValidatableResponse as(String key, String customer, String storefront) {
    return given()
        .header("Authorization", "Bearer " + key)
        .queryParam("storefront", storefront)
        .get("/v1/customers/{c}/export", customer)
        .then();
  }

  private static heed.events.ReviewTagged post(String storefront, String customer, String text) {
    return Given.tagged(
        UUID.randomUUID(),
        storefront,
        customer,
        World.revision(),
        Label.NEGATIVE,
        1,
        text,
        Instant.now());
  }

  /** What was told of a customer to an endpoint. */
  private void signal(String customer, String storefront) {
    var id = UUID.randomUUID();
    transactions.call(
        World.SOON,
        c -> {
          try (var statement = c.createStatement()) {
            statement.execute(
                "insert into deliveries (id, medium, recipient, event, state, next_at) values ('%s', 'WEBHOOK', 'hook', 'segment.entered', 'DELIVERED', now())"
                    .formatted(id));
            return statement.execute(
                "insert into signals values ('%s', '%s', '%s', 'segment.entered.v1', now(), '{\"customerId\":\"%s\"}')"
                    .formatted(id, storefront, customer, customer));
          }
        });
  }
}
