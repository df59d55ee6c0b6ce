package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.endpoint;
import static heed.alerting.telling.TellingWorld.post;
import static heed.alerting.telling.TellingWorld.rows;
import static heed.alerting.telling.TellingWorld.storefronts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import heed.alerting.OnTheWire;
import heed.alerting.telling.Receiver.Heard;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What became of invitations, from its topic to the programs that ask for it. */
@QuarkusTest
@OnTheWire
@TestProfile(WebhooksTest.Quick.class)
class InvitationSignalsTest {
  private final String shop = "shop-" + UUID.randomUUID();
  private final TopicProbe probe = TopicProbe.at(KafkaForTests.bootstrapServers());

  @AfterEach
  void tidy() {
    TellingWorld.tidy();
    probe.close();
  }

  private void send(What what) {
    var key = Ids.order(shop, "991");
    var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var event =
        new InvitationChanged(
            key, shop, what, at, 7, List.of("sku-1"), "lv", "LV", at, null, null, null, null, null);
    var record =
        new ProducerRecord<>(
            Topics.INVITATIONS_CHANGED,
            key.toString().getBytes(StandardCharsets.UTF_8),
            EventJson.write(event));
    var id = Ids.fact(key, EventType.INVITATION_CHANGED, what.name());
    new CloudEvent(id.toString(), "/heed/test", EventType.INVITATION_CHANGED, at)
        .headers()
        .forEach(record.headers()::add);
    probe.send(record);
  }

  @Test
  void aProgramThatAsksHearsOfEachOnceSignedAndNobodyElseDoes() throws Exception {
    try (var asked = new Receiver(Receiver.status(503), Receiver.OK);
        var all = new Receiver(Receiver.OK)) {
      var others = endpoint(all.url(), "WEBHOOK", storefronts(shop)).get("id");
      endpoint(asked.url(), "WEBHOOK", storefronts(shop) + ",\"events\":[\"invitation.changed\"]");
      send(What.SENT);
      send(What.SENT);
      send(What.OPENED);
      await().atMost(SOON).until(() -> asked.effects() == 2);
      send(What.SENT);
      send(What.ANSWERED);
      await().atMost(SOON).until(() -> asked.effects() == 3);
      var bodies = asked.heard().stream().map(Heard::body).distinct().toList();
      assertThat(bodies)
          .hasSize(3)
          .allSatisfy(
              body ->
                  assertThat(body)
                      .startsWith("{\"type\":\"invitation.changed\"")
                      .contains(Ids.order(shop, "991").toString(), "\"sku-1\""))
          .anySatisfy(body -> assertThat(body).contains("\"what\":\"SENT\""));
      assertThat(asked.heard().getFirst().headers().keySet())
          .anyMatch(h -> h.equalsIgnoreCase("webhook-signature"));
      assertThat(deliveries(others)).as("planned with what was heard above").isEmpty();
    }
  }

  /** By what they tell, and how far they are. */
  private static List<String> deliveries(String endpoint) {
    return rows(
        """
        select coalesce(substring(s.data from '"what":"([A-Z]+)"'), 'nothing') || ' ' || d.state
          || case when s.order_key is null then '' else ' of an order' end
        from deliveries d left join signals s on s.delivery_id = d.id
        where d.recipient = '%s' order by 1
        """
            .formatted(endpoint));
  }

  @Test
  void nothingWaitsOrIsKeptOfAnOrderThatIsForgottenButThatItIs() throws Exception {
    try (var first = new Receiver(Receiver.OK);
        var second = new Receiver(Receiver.status(503))) {
      var asks = storefronts(shop) + ",\"events\":[\"invitation.changed\"]";
      var took = endpoint(first.url(), "WEBHOOK", asks).get("id");
      var takesNone = endpoint(second.url(), "WEBHOOK", asks).get("id");
      send(What.SENT);
      var told = List.of("SENT DELIVERED of an order");
      await().atMost(SOON).until(() -> deliveries(took).equals(told));
      send(What.FORGOTTEN);
      var forgotten = List.of("FORGOTTEN DELIVERED", "nothing DELIVERED");
      await().atMost(SOON).until(() -> deliveries(took).equals(forgotten));
      var waiting = List.of("FORGOTTEN WAITING", "nothing DROPPED");
      assertThat(deliveries(takesNone)).isEqualTo(waiting);
      send(What.SENT); // as a replay would
      send(What.FORGOTTEN);
      send(What.OPENED);
      await().atMost(SOON).until(() -> first.effects() == 3);
      assertThat(deliveries(takesNone))
          .containsExactlyInAnyOrder(
              "FORGOTTEN WAITING", "nothing DROPPED", "OPENED WAITING of an order");
    }
  }

  @Test
  void aChatIsNotToldOfInvitations() throws Exception {
    try (var chat = new Receiver(Receiver.OK)) {
      post(
              "/v1/endpoints",
              "{\"url\":\""
                  + chat.url()
                  + "\",\"kind\":\"SLACK\",\"events\":[\"invitation.changed\"]}")
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/events/0"))
          .body("detail", containsString("WEBHOOK"));
    }
  }
}
