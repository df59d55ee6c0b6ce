package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.CustomerErased;
import heed.events.Topics;
import heed.testing.Logged;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Logs outlive an erasure: whatever comes, well or ill, nothing of it is in them. */
@QuarkusTest
class LogsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> MARKED =
      List.of("MARKEDTEXT", "MARKEDCUSTOMER", "MARKEDORDER", "MARKEDREASON", "MARKEDKEY");

  private final String shop = "logs-" + UUID.randomUUID();

  @Test
  void nothingThatIsReadIsLogged() {
    try (var logged = new Logged();
        var wire = new Wire();
        var letters = wire.probe().listen(Topics.METRICS_DEAD_LETTER)) {
      var review =
          Given.review(shop, "MARKEDORDER")
              .by("MARKEDCUSTOMER")
              .says("MARKEDTEXT")
              .received(Instant.now().minusSeconds(60));
      wire.send(review.event(1));
      // only the database refuses it, and would quote it
      var unfit = Given.review(shop, "unfit").by(null).says("MARKEDTEXT \u0000");
      wire.send(unfit.event(1));
      var type = Wire.headers("review.tagged.v1");
      wire.sendRaw(Topics.REVIEWS_TAGGED, "MARKEDKEY", "{\"text\": \"MARKEDTEXT", type);
      wire.sendRaw(Topics.CASES_CHANGED, "MARKEDKEY", "MARKEDTEXT", type);
      letters.next(3, SOON);
      Wire.awaitReviews(shop, 1);
      asked(review.id());
      wire.send(new CustomerErased(shop, "MARKEDCUSTOMER", Instant.now(), 9L));
      Wire.awaitReviews(shop, 0);

      assertThat(logged.lines())
          .as("what is looked for was logged")
          .anyMatch(line -> line.contains("Batch not taken"))
          .anyMatch(line -> line.contains("Record laid aside"));
      for (var marked : MARKED) {
        assertThat(logged.lines()).as(marked).noneMatch(line -> line.contains(marked));
      }
    }
  }

  private void asked(UUID review) {
    Wire.get("/v1/customers/MARKEDCUSTOMER/segment?storefront={s}", shop).then().statusCode(200);
    Wire.get("/v1/customers/MARKEDCUSTOMER/export?storefront={s}", shop).then().statusCode(200);
    Wire.get("/v1/reviews/MARKEDORDER").then().statusCode(400);
    Wire.get("/v1/reviews?cursor=MARKEDTEXT").then().statusCode(400);
    Wire.get("/v1/kpis?window=MARKEDTEXT").then().statusCode(400);
    for (var body :
        List.of("{\"display\": \"HIDDEN\", \"reason\": \"MARKEDREASON\"}", "{MARKEDREASON")) {
      given()
          .header("Authorization", TestKey.BEARER)
          .contentType("application/json")
          .body(body)
          .post("/v1/reviews/{id}/display", review)
          .then()
          .statusCode(body.startsWith("{\"") ? 200 : 400);
    }
    given().header("Authorization", "Bearer MARKEDKEY").get("/v1/kpis").then().statusCode(401);
  }
}
