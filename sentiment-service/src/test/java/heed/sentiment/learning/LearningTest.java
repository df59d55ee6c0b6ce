package heed.sentiment.learning;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.events.Channel;
import heed.events.CloudEvent;
import heed.events.Customer;
import heed.events.CustomerErased;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Rating.Scale;
import heed.events.Review;
import heed.events.ReviewErased;
import heed.events.ReviewTagged;
import heed.events.Tags.Label;
import heed.events.Topics;
import heed.sentiment.model.LinearModel;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Learning against a real broker, from a shop's stars to the name in its tags. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class LearningTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final String storefront = "shop-" + UUID.randomUUID();
  private final Jargon jargon = new Jargon(7);
  private TopicProbe probe;

  @Inject LearningSettings settings;

  @BeforeEach
  void open() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
  }

  @AfterEach
  void close() {
    probe.close();
  }

  private UUID post(Label label, String customer) {
    var id = UUID.randomUUID();
    var review =
        new Review(
            id,
            storefront,
            "order-" + id,
            new Product("sku-1", "Kettle"),
            null,
            new Customer(customer, null),
            Channel.STOREFRONT,
            new Rating(Scale.STARS_5, label == Label.POSITIVE ? 5 : 1),
            null,
            null,
            jargon.text(label),
            "en",
            "IE",
            null,
            Instant.now());
    send(id.toString(), EventType.REVIEW_RECEIVED, review);
    return id;
  }

  private void send(String key, EventType type, Object event) {
    var headers = new CloudEvent("ce-" + key, "/heed/review-ingest", type, Instant.now()).headers();
    probe.send(
        new ProducerRecord<>(
            Topics.REVIEWS_RECEIVED,
            null,
            null,
            key.getBytes(UTF_8),
            EventJson.write(event),
            headers));
  }

  private String modelOfTheNextTags() {
    try (var tagged = probe.listen(Topics.REVIEWS_TAGGED)) {
      var id = post(Label.POSITIVE, "c-next");
      var heard = tagged.next(1, SOON, r -> new String(r.key(), UTF_8).equals(id.toString()));
      return EventJson.read(heard.getFirst().value(), ReviewTagged.class).tags().model();
    }
  }

  private static Response models() {
    return given().header("Authorization", TestKey.BEARER).get("/v1/models");
  }

  private Response act(String verb, String body) {
    return given()
        .header("Authorization", TestKey.BEARER)
        .contentType("application/json")
        .body(body)
        .post("/v1/models/" + storefront + "/en/" + verb);
  }

  private int inForce() {
    Integer version =
        models().path("items.find { it.storefront == '" + storefront + "' }?.inForce");
    return version == null ? 0 : version;
  }

  @Test
  void learnsTheJargonOfAShopAndUnlearnsItOnCommand() {
    assertThat(modelOfTheNextTags()).isEqualTo(LinearModel.NAME);
    for (var i = 0; i < 400; i++) {
      post(jargon.label(), "c-" + i);
    }

    await().atMost(SOON).until(() -> inForce() > 0);
    var version = inForce();
    assertThat(modelOfTheNextTags())
        .isEqualTo(LinearModel.NAME + "+" + storefront + ".en." + version);

    assertThat(act("rollback", "{}").statusCode()).isEqualTo(202);
    await().atMost(SOON).until(() -> inForce() < version);
    assertThat(act("promote", "{\"version\": " + version + "}").statusCode()).isEqualTo(202);
    await().atMost(SOON).until(() -> inForce() == version);
    assertThat(act("promote", "{\"version\": 0}").statusCode()).isEqualTo(202);
    await().atMost(SOON).until(() -> inForce() == 0);
    assertThat(modelOfTheNextTags()).isEqualTo(LinearModel.NAME);

    assertThat(act("rollback", "{}").statusCode()).isEqualTo(409);
    assertThat(act("promote", "{\"version\": 99}").statusCode()).isEqualTo(404);
    assertThat(act("promote", "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void erasedReviewsAndCustomersLeaveTheSamples() {
    try (var samples = probe.listen(Topics.TRAINING_SAMPLES)) {
      post(Label.POSITIVE, "c-first");
      var review = post(Label.POSITIVE, "c-1");
      var annas = post(Label.NEGATIVE, "anna");
      samples.next(1, SOON, r -> keyIs(r.key(), annas) && r.value() != null);

      send(
          review.toString(),
          EventType.REVIEW_ERASED,
          new ReviewErased(review, storefront, Instant.now(), null));
      var erased = new CustomerErased(storefront, "anna", Instant.now(), null);
      send(erased.key(), EventType.CUSTOMER_ERASED, erased);

      var gone =
          samples.next(
              2, SOON, r -> r.value() == null && (keyIs(r.key(), review) || keyIs(r.key(), annas)));
      assertThat(gone).extracting(r -> new String(r.key(), UTF_8)).contains(annas.toString());
    }
  }

  @Test
  void runsWithTheDefaultsThatAreTold() {
    assertThat(settings.enabled()).isTrue();
    assertThat(settings.perSecond()).isEqualTo(20);
    assertThat(settings.samples()).isEqualTo(20_000);
    assertThat(settings.atLeast()).isEqualTo(100);
    assertThat(settings.megabytes()).isEqualTo(64);
    assertThat(settings.lookEvery()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void refusesWithoutKeyAndForWhatWasNeverTaught() {
    given().get("/v1/models").then().statusCode(401);
    assertThat(act("rollback", "{}").statusCode()).isEqualTo(404);
  }

  private static boolean keyIs(byte[] key, UUID id) {
    return new String(key, UTF_8).equals(id.toString());
  }
}
