package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import heed.testing.doors.Contract;
import heed.testing.doors.Fuzz;
import heed.testing.doors.Records;
import heed.testing.doors.Walk;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(Doors.Profile.class)
class EveryDoorTest {
  private static final String YESTERDAY =
      Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS).toString();

  @TestHTTPResource("/")
  URI root;

  @Test
  void nobodyComesInWhoShouldNot() {
    var walk =
        new Walk(Contract.of(root))
            .sends(
                "POST /v1/reviews",
                """
                {"externalId": "walk-1", "storefront": "our-shop", "product": {"id": "sku-1"},
                 "text": "bad"}
                """,
                403)
            .trial(
                "/v1/reviews/{id}",
                Map.of("id", UUID.randomUUID().toString()),
                Map.of("storefront", Walk.OURS),
                null,
                403)
            // Without a key it opens by a signature; forged ones are tried by InboundResourceTest.
            .trial(
                "POST /v1/inbound/{source}",
                Map.of("source", "forum"),
                Map.of(),
                """
                {"id": 1, "state": "live", "shop": "ours", "words": "bad"}
                """,
                403)
            .trial(
                "/v1/customers/{customerId}",
                Map.of("customerId", "c-1"),
                Map.of("storefront", Walk.OURS),
                null,
                403)
            .sends(
                "POST /v1/orders",
                """
                {"id": "991", "storefront": "our-shop", "products": [{"id": "sku-1"}],
                 "customer": {"id": "c-1"}, "deliveredAt": "%s"}
                """
                    .formatted(YESTERDAY),
                403)
            .trial(
                "/v1/orders/{id}",
                Map.of("id", "991"),
                Map.of("storefront", Walk.OURS),
                "{\"status\": \"CANCELLED\"}",
                403)
            .sends("/session", "", 204);
    assertThat(walk.walk()).isGreaterThan(30);
  }

  /** These doors are not in the OpenAPI: who has a link comes in, whatever else he shows. */
  @Test
  void whateverIsSentToTheFormNothingBreaksAndNothingMalformedReachesTheTopic() throws Exception {
    var seed = Long.getLong("heed.fuzz.seed", System.nanoTime());
    System.out.printf("fuzz of the form: seed=%d%n", seed);
    var random = new Random(seed);
    var token = FormTrial.token("doors", FormTrial.KETTLE, FormTrial.LAMP);
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var listener = probe.listen(Topics.REVIEWS_RECEIVED)) {
      for (var i = 0; i < 120; i++) {
        var bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        var odd = new String(bytes, StandardCharsets.UTF_8);
        var fields =
            FormTrial.form("stars-0", "" + random.nextInt(-1, 7), "text-1", odd, "nps", odd);
        var body = random.nextInt(4) == 0 ? new String(bytes, StandardCharsets.ISO_8859_1) : fields;
        assertThat(FormTrial.post("/r/" + token, body).statusCode()).isIn(303, 400);
        var strange = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        assertThat(FormTrial.get("/r/x" + strange).statusCode()).isEqualTo(404);
        assertThat(FormTrial.post("/u/x" + strange, body).statusCode()).isEqualTo(404);
      }
      assertThat(FormTrial.post("/r/" + token, "stars-0=3").statusCode()).isEqualTo(303);
      var heard = listener.next(1, Duration.ofSeconds(30));
      heard.addAll(listener.drain(Duration.ofMillis(500)));
      assertThat(Records.malformed(heard)).isEmpty();
    }
  }

  @Test
  void whateverIsSentNothingBreaksAndNothingMalformedReachesTheTopic() {
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var reviews = probe.listen(Topics.REVIEWS_RECEIVED);
        var orders = probe.listen(Topics.ORDERS_CHANGED)) {
      var statuses =
          new Fuzz(Contract.of(root))
              .hint("storefront", "riga-shop", Walk.THEIRS)
              .hint("externalId", "order-1", "order-2", "order-3")
              .hint("channel", "STOREFRONT", "APP", "IMPORT")
              .hint("scale", "STARS_5", "POINTS_10", "THUMBS")
              .hint("value", "1", "5")
              .hint("nps", "3")
              .hint("csat", "2")
              .hint("ces", "6")
              .hint("language", "lv", "de-AT")
              .hint("country", "LV")
              .hint("email", "anna@example.com")
              .hint("deliveredAt", YESTERDAY)
              .hint("timeZone", "Europe/Riga")
              .hint("status", "CANCELLED", "REFUNDED")
              .hint("submittedAt", "2026-11-23T10:00:00Z")
              .hint("id", UUID.randomUUID().toString(), "sku-1", "c-17")
              .hint("customerId", "c-17")
              .hint("source", "forum", "trustpilot", "judgeme", "woocommerce", "yotpo", "google")
              .send(400);
      var accepted = statuses.getOrDefault(202, 0);
      assertThat(accepted).isPositive();
      var heard = orders.next(1, Duration.ofSeconds(30));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                heard.addAll(orders.drain(Duration.ofMillis(200)));
                heard.addAll(reviews.drain(Duration.ofMillis(200)));
                return heard.size() >= accepted;
              });
      assertThat(Records.malformed(heard)).isEmpty();
    }
  }
}
