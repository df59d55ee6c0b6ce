package heed.alerting.invitations;

import static heed.alerting.invitations.AskingWorld.SOON;
import static heed.alerting.invitations.AskingWorld.asTest;
import static heed.alerting.invitations.AskingWorld.execute;
import static heed.alerting.invitations.AskingWorld.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.Transactions;
import heed.alerting.telling.MailTest;
import heed.events.CloudEvent;
import heed.events.Customer;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How orders come in, what people see of them, and what is forgotten. */
@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class InvitationsSeenTest {
  @Inject OrdersBatch batch;
  @Inject Transactions transactions;
  @Inject InvitationMeters meters;
  @Inject InvitationSettings settings;

  private final AskingWorld world = new AskingWorld();

  @BeforeEach
  void open() {
    world.open();
  }

  @AfterEach
  void tidy() {
    world.close();
  }

  @Test
  void anErasedCustomerIsForgottenAndNeverAskedAboutThatOrder() {
    batch.apply(List.of(world.order("1", "c-erased", world.email, 1)));
    var export = asTest().get("/v1/customers/c-erased/export?storefront=" + world.shop).jsonPath();
    assertThat(export.getString("invitations[0].email")).isEqualTo(world.email);
    assertThat(export.getString("invitations[0].orderId")).isEqualTo("1");
    DeskForTests.erase(world.shop, "c-erased");
    assertThat(world.state("1")).isEqualTo("ERASED");
    assertThat(
            text(
                "select concat(order_id, customer_id, contact, address, details, next_at) from invitations"))
        .isEmpty();
    var late =
        Orders.delivered(
            world.shop,
            "late",
            new Customer(
                "c-erased", DeskForTests.sealed(Ids.order(world.shop, "late"), "A", world.email)),
            Orders.zone(12),
            Instant.now().minus(Duration.ofDays(9)),
            Instant.now().minusSeconds(60));
    batch.apply(List.of(late, world.order("1", "c-erased", world.email, 12)));
    assertThat(world.state("late")).isEqualTo("ERASED");
    assertThat(world.state("1")).isEqualTo("ERASED");
    assertThat(
            asTest()
                .get("/v1/customers/c-erased/export?storefront=" + world.shop)
                .jsonPath()
                .getList("invitations"))
        .isEmpty();
  }

  @Test
  void ordersComeByTheirTopicAndWhatIsUnreadableIsLaidAside() {
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var letters = probe.listen(Topics.ALERTING_DEAD_LETTER)) {
      var id = "by-topic-" + UUID.randomUUID();
      var event = world.order(id, "c-1", world.email, 1).event();
      send(probe, event.orderKey().toString(), "{}".getBytes(StandardCharsets.UTF_8));
      send(probe, event.orderKey().toString(), EventJson.write(event));
      await().atMost(SOON).until(() -> world.state(id).equals("WAITING"));
      assertThat(letters.next(1, SOON)).hasSize(1);
    }
  }

  @Test
  void peopleSeeHowItGoesAndKeepTheSuppressionList() {
    batch.apply(
        List.of(
            world.order("1", "c-1", world.email, 12),
            world.order("2", "c-2", "b-" + world.email, 1)));
    await()
        .atMost(SOON)
        .until(() -> text("select sent_at from invitations where order_id = '1'").length() > 4);
    batch.apply(List.of(Orders.opened(world.shop, "1", Instant.now())));
    var query = "?storefront=" + world.shop;
    var summary = asTest().get("/v1/invitations/summary" + query).jsonPath();
    assertThat(summary.getInt("due")).isEqualTo(1);
    assertThat(summary.getInt("n")).isEqualTo(1);
    assertThat(summary.getInt("sent.n")).isEqualTo(1);
    assertThat(summary.getFloat("opened.share")).isEqualTo(1f);
    assertThat(summary.getFloat("answered.share")).isZero();
    assertThat(
            (Object)
                asTest()
                    .get("/v1/invitations/summary?storefront=none")
                    .jsonPath()
                    .get("sent.share"))
        .isNull();
    var waiting = asTest().get("/v1/invitations" + query + "&state=WAITING,LAPSED").jsonPath();
    assertThat(waiting.getList("items.orderId")).containsExactly("2");
    var shown = asTest().get("/v1/invitations/" + Ids.order(world.shop, "1")).jsonPath();
    assertThat(shown.getList("history.what")).contains("delivered", "sent", "opened", "next");

    asTest()
        .contentType("application/json")
        .body(Map.of("storefront", world.shop))
        .post("/v1/suppressions")
        .then()
        .statusCode(400);
    var line =
        asTest()
            .contentType("application/json")
            .body(Map.of("storefront", world.shop, "email", "B-" + world.email))
            .post("/v1/suppressions");
    line.then().statusCode(201);
    assertThat(line.asString()).contains("ASKED").doesNotContain(world.email);
    execute(
        "update invitations set details = jsonb_set(details, '{timeZone}', '\"%s\"'), next_at = now() where order_id = '2'"
            .formatted(Orders.zone(12)));
    world.awaitState("2", "SUPPRESSED");
    assertThat(asTest().get("/v1/suppressions" + query).jsonPath().getList("items.kind"))
        .containsExactly("ADDRESS");
    asTest().delete("/v1/suppressions/" + line.jsonPath().getString("id")).then().statusCode(204);
    assertThat(asTest().get("/v1/suppressions" + query).jsonPath().getList("items")).isEmpty();
  }

  @Test
  void contactsAreSealedAnewAfterARotation() {
    batch.apply(List.of(world.order("1", "c-1", world.email, 1)));
    var old = ConfigProvider.getConfig().getValue("heed.privacy.key", String.class);
    var keys = DeskForTests.privacyKeys(DeskForTests.key('n'), old);
    var housekeeping =
        new InvitationHousekeeping(transactions, keys, DeskForTests.desk(keys), meters, settings);
    // what somebody holds, such as who decides on it, is sealed on the next way through
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              housekeeping.reseal();
              assertThat(text("select contact from invitations")).startsWith(keys.mark());
            });
    var sealed = text("select contact from invitations");
    var only = DeskForTests.privacyKeys(DeskForTests.key('n'));
    assertThat(DeskForTests.desk(only).contact(Ids.order(world.shop, "1"), sealed).email())
        .isEqualTo(world.email);
  }

  private static void send(TopicProbe probe, String key, byte[] value) {
    var record =
        new ProducerRecord<>(Topics.ORDERS_CHANGED, key.getBytes(StandardCharsets.UTF_8), value);
    new CloudEvent(
            UUID.randomUUID().toString(), "/heed/test", EventType.ORDER_DELIVERED, Instant.now())
        .headers()
        .forEach(record.headers()::add);
    probe.send(record);
  }
}
