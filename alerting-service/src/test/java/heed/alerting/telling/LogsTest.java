package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.asTest;
import static heed.alerting.telling.TellingWorld.count;
import static heed.alerting.telling.TellingWorld.endpoint;
import static heed.alerting.telling.TellingWorld.post;
import static heed.alerting.telling.TellingWorld.storefronts;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.ReviewTagged;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Logs outlive an erasure and are read by more people than the desk: whatever goes right or wrong,
 * nothing personal and no secret is in them.
 */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class LogsTest {
  private static final String NAME = "Markedname";
  private static final String EMAIL = "markedmail@customer.example";
  private static final String REVIEW = "MARKEDREVIEW";
  private static final String ANSWER = "MARKEDANSWER";
  private static final String NOTE = "MARKEDNOTE";
  private static final String TEMPLATE = "MARKEDTEMPLATE";
  private static final String MEMBER = "markedmember@desk.example";
  private static final String CHAT = "markedchattoken";
  private static final String WRONG_KEY = "markedwrongkey";

  private final String shop = "shop-" + UUID.randomUUID();
  private final List<String> marked =
      new ArrayList<>(
          List.of(
              NAME,
              EMAIL,
              REVIEW,
              ANSWER,
              NOTE,
              TEMPLATE,
              MEMBER,
              CHAT,
              WRONG_KEY,
              TestKey.PLAIN,
              "whsec_"));
  private SmtpGate gate;
  private Logged logged;

  @BeforeEach
  void open() throws IOException {
    gate = SmtpGate.open();
    logged = new Logged();
  }

  @AfterEach
  void close() throws IOException {
    logged.close();
    gate.close();
    TellingWorld.tidy();
  }

  @Test
  void nothingPersonalAndNoSecretIsLoggedWhateverGoesWrong() throws Exception {
    TellingWorld.route(
        "\"language\":\"en\",\"timeZone\":\"UTC\",\"members\":[{\"name\":\"%s\",\"email\":\"%s\"}]"
            .formatted(NAME, MEMBER));
    try (var hook =
            new Receiver(
                Receiver.status(503), Receiver.RESET_MID_BODY, Receiver.LOST, Receiver.OK);
        var chat = new Receiver(Receiver.status(410))) {
      var made = endpoint(hook.url(), "WEBHOOK", storefronts(shop));
      marked.add(made.get("secret").substring("whsec_".length()));
      endpoint(chat.url() + "&token=" + CHAT, "SLACK", storefronts(shop));
      atTheDoor(made.get("id"));
      onTheStream();
      answered(made.get("id"));
    }
    assertThat(logged.lines())
        .as("what is looked for was logged")
        .anyMatch(line -> line.contains("given up"))
        .anyMatch(line -> line.contains("endpoint disabled"))
        .anyMatch(line -> line.contains("laid aside"));
    for (var secret : marked) {
      assertThat(logged.lines()).as(secret).noneMatch(line -> line.contains(secret));
    }
  }

  /** An answer that its customer's server refuses, and one that arrives. */
  private void answered(String endpoint) throws IOException {
    gate.answers(552);
    var id = DeskForTests.open(shop, NAME, EMAIL, REVIEW);
    // a chat is not told of a case that is answered already
    await()
        .atMost(SOON)
        .until(() -> logged.lines().stream().anyMatch(line -> line.contains("endpoint disabled")));
    answer(id, ANSWER, "PUBLIC");
    await().atMost(SOON).until(() -> customerMail("DEAD") == 1);
    gate.answers(0);
    answer(id, ANSWER, "PUBLIC");
    TellingWorld.act(id, "notes", "{\"text\":\"" + NOTE + "\"}");
    TellingWorld.act(id, "resolve", "{\"resolution\":\"" + NOTE + "\"}");
    await().atMost(SOON).until(() -> customerMail("DELIVERED") >= 1);
    await().atMost(SOON).until(() -> delivered(endpoint) >= 4);
  }

  /** Requests as they come from people and programs, right and wrong. */
  private void atTheDoor(String endpoint) {
    var path = "/v1/endpoints/" + endpoint;
    asTest().post(path + "/test").then().statusCode(200);
    var next = asTest().post(path + "/rotate-secret").jsonPath().getString("secret");
    marked.add(next.substring("whsec_".length()));
    asTest().post("/session").then().statusCode(204);
    given().header("Authorization", "Bearer " + WRONG_KEY).get("/v1/me").then().statusCode(401);
    asTest().queryParam("q", REVIEW).get("/v1/cases").then().statusCode(200);
    post("/v1/cases/" + UUID.randomUUID() + "/answer", "{\"text\":\"" + ANSWER)
        .then()
        .statusCode(org.hamcrest.Matchers.greaterThanOrEqualTo(400));
    asTest()
        .contentType("application/json")
        .body("{\"title\":\"x\",\"language\":\"lv\",\"text\":\"" + TEMPLATE + " {unknown}\"}")
        .put("/v1/templates/own")
        .then()
        .statusCode(400);
    post("/v1/endpoints", "{\"url\":\"https://10.0.0.1/" + CHAT + "\",\"kind\":\"SLACK\"}")
        .then()
        .statusCode(400);
  }

  /** Records that cannot be read, and one that the database refuses. */
  private void onTheStream() {
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var letters = probe.listen(Topics.ALERTING_DEAD_LETTER)) {
      var unfit = DeskForTests.unfit(shop, REVIEW);
      probe.send(record(unfit, EventJson.write(unfit)));
      var broken = "{\"review\":{\"text\":\"" + REVIEW + "\",\"customer\":\"" + EMAIL + "\"}";
      probe.send(record(unfit, broken.getBytes(StandardCharsets.UTF_8)));
      letters.next(2, Duration.ofSeconds(60));
    }
  }

  private static ProducerRecord<byte[], byte[]> record(ReviewTagged tagged, byte[] value) {
    var event =
        new CloudEvent(
            UUID.randomUUID().toString(),
            "/heed/sentiment-service",
            EventType.REVIEW_TAGGED,
            Instant.now());
    var key = tagged.review().id().toString().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(Topics.REVIEWS_TAGGED, null, key, value, event.headers());
  }

  private static long customerMail(String state) {
    return count(
        "select count(*) from deliveries where medium = 'CUSTOMER' and state = '" + state + "'");
  }

  private static long delivered(String endpoint) {
    return count(
        "select count(*) from deliveries where state = 'DELIVERED' and recipient = '"
            + endpoint
            + "'");
  }
}
