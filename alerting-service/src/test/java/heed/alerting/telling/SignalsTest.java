package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.count;
import static heed.alerting.telling.TellingWorld.endpoint;
import static heed.alerting.telling.TellingWorld.post;
import static heed.alerting.telling.TellingWorld.storefronts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.telling.Receiver.Heard;
import heed.events.AlarmCleared;
import heed.events.AlarmKind;
import heed.events.AlarmRaised;
import heed.events.CloudEvent;
import heed.events.DeadLetters;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Segment;
import heed.events.SegmentEntered;
import heed.events.SegmentLeft;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alarms and segments, from their topics to endpoints. */
@QuarkusTest
@OnTheWire
@TestProfile(WebhooksTest.Quick.class)
class SignalsTest {
  private final String shop = "shop-" + UUID.randomUUID();
  private final TopicProbe probe = TopicProbe.at(KafkaForTests.bootstrapServers());

  @AfterEach
  void tidy() {
    TellingWorld.tidy();
    probe.close();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private AlarmRaised alarm(AlarmKind kind, Instant at) {
    var number = kind == AlarmKind.VOLUME;
    return new AlarmRaised(
        UUID.randomUUID(),
        shop,
        "sku-1",
        kind,
        at,
        at,
        number ? 12 : 0.4,
        number ? 2.4 : 0.12,
        number ? 8 : 0.298,
        30);
  }

  private SegmentEntered entered(String customer, Instant at) {
    return new SegmentEntered(shop, customer, Segment.AT_RISK, at, List.of("DETRACTOR"));
  }

  private void send(UUID id, EventType type, Object event) {
    var topic =
        type.shortName().startsWith("alarm.") ? Topics.KPI_ALARMS : Topics.CUSTOMER_SEGMENTS;
    var record =
        new ProducerRecord<>(topic, shop.getBytes(StandardCharsets.UTF_8), EventJson.write(event));
    new CloudEvent(id.toString(), "/heed/test", type, Instant.now())
        .headers()
        .forEach(record.headers()::add);
    probe.send(record);
  }

  private void send(EventType type, Object event) {
    send(UUID.randomUUID(), type, event);
  }

  @Test
  void anAlarmIsToldToEveryProgramOnceHoweverOftenItIsHeard() throws Exception {
    try (var receiver = new Receiver(Receiver.status(503), Receiver.OK)) {
      endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      var id = UUID.randomUUID();
      var event = alarm(AlarmKind.SHARE, now());
      send(id, EventType.ALARM_RAISED, event);
      send(id, EventType.ALARM_RAISED, event);
      await().atMost(SOON).until(() -> receiver.effects() == 1);
      send(id, EventType.ALARM_RAISED, event);
      send(
          EventType.ALARM_CLEARED,
          new AlarmCleared(event.alarmId(), shop, "sku-1", AlarmKind.SHARE, now(), event.at()));
      await().atMost(SOON).until(() -> receiver.effects() == 2);
      var bodies = receiver.heard().stream().map(Heard::body).distinct().toList();
      assertThat(bodies).hasSize(2);
      assertThat(bodies.getFirst())
          .startsWith("{\"type\":\"alarm.raised\",\"timestamp\":\"" + event.at() + "\"")
          .contains("\"kind\":\"SHARE\"", "\"seen\":0.4", "\"n\":30", shop);
      assertThat(bodies.getLast()).contains("alarm.cleared", event.alarmId().toString());
      assertThat(receiver.heard().getFirst().headers().keySet())
          .anyMatch(h -> h.equalsIgnoreCase("webhook-signature"));
    }
  }

  @Test
  void ofCustomersOnlyProgramsHearThatAsked() throws Exception {
    try (var asked = new Receiver(Receiver.OK);
        var all = new Receiver(Receiver.OK)) {
      endpoint(
          asked.url(),
          "WEBHOOK",
          storefronts(shop) + ",\"events\":[\"segment.entered\",\"segment.left\"]");
      endpoint(all.url(), "WEBHOOK", storefronts(shop));
      send(EventType.SEGMENT_ENTERED, entered("c-1", now()));
      send(EventType.ALARM_RAISED, alarm(AlarmKind.VOLUME, now()));
      await().atMost(SOON).until(() -> asked.effects() == 1 && all.effects() == 1);
      assertThat(asked.heard().getFirst().body())
          .contains("segment.entered", "\"customerId\":\"c-1\"", "AT_RISK", "DETRACTOR");
      assertThat(all.heard().getFirst().body()).contains("alarm.raised");
      assertThat(count("select count(*) from signals where storefront = '" + shop + "'"))
          .isEqualTo(2);
    }
  }

  @Test
  void aChatHearsOfAnAlarmInWordsAndIsNeverToldOfCustomers() throws Exception {
    try (var chat = new Receiver(Receiver.OK)) {
      endpoint(chat.url(), "SLACK", storefronts(shop) + ",\"events\":[\"alarm.raised\"]");
      send(EventType.ALARM_RAISED, alarm(AlarmKind.SHARE, now()));
      await().atMost(SOON).until(() -> chat.effects() == 1);
      assertThat(chat.heard().getFirst().body())
          .contains("40 % of the reviews are negative, 12 % is usual", "sku-1 (" + shop + ")");
      post(
              "/v1/endpoints",
              "{\"url\":\""
                  + chat.url()
                  + "\",\"kind\":\"SLACK\",\"events\":[\"alarm.raised\",\"segment.left\"]}")
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/events/1"))
          .body("detail", containsString("WEBHOOK"));
    }
  }

  @Test
  void anEndpointHearsNothingFromBeforeItWas() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      send(
          EventType.ALARM_RAISED, alarm(AlarmKind.SHARE, Instant.now().minus(Duration.ofHours(1))));
      send(EventType.ALARM_RAISED, alarm(AlarmKind.DRIFT, now()));
      await().atMost(SOON).until(() -> receiver.effects() == 1);
      assertThat(receiver.heard().getFirst().body()).contains("DRIFT");
    }
  }

  @Test
  void whoWasErasedIsNotToldOfNorIsWhatWasToldKept() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      endpoint(receiver.url(), "WEBHOOK", storefronts(shop) + ",\"events\":[\"segment.entered\"]");
      var before = now();
      send(EventType.SEGMENT_ENTERED, entered("c-1", before));
      await().atMost(SOON).until(() -> receiver.effects() == 1);
      DeskForTests.erase(shop, "c-1");
      assertThat(count("select count(*) from signals where storefront = '" + shop + "'")).isZero();
      assertThat(count("select count(*) from deliveries where event = 'segment.entered'")).isZero();
      // On its way while he was erased; the one of somebody else behind it is told.
      send(EventType.SEGMENT_ENTERED, entered("c-1", before));
      send(EventType.SEGMENT_ENTERED, entered("c-2", now()));
      await().atMost(SOON).until(() -> receiver.effects() == 2);
      assertThat(receiver.heard().getLast().body()).contains("c-2");
      assertThat(count("select count(*) from signals where customer_id = 'c-1'")).isZero();
    }
  }

  @Test
  void aNoTakesBackWhatStillWaits() throws Exception {
    try (var receiver = new Receiver(Receiver.status(503), Receiver.OK)) {
      endpoint(receiver.url(), "WEBHOOK", storefronts(shop) + ",\"events\":[\"segment.left\"]");
      TellingWorld.execute(
          "insert into deliveries (id, medium, recipient, event, state, next_at) values"
              + " ('00000000-0000-0000-0000-00000000aaaa', 'WEBHOOK', 'none', 'segment.entered',"
              + " 'WAITING', now() + interval '1 hour')");
      TellingWorld.execute(
          "insert into signals values ('00000000-0000-0000-0000-00000000aaaa', '"
              + shop
              + "', 'c-1', 'segment.entered.v1', now() - interval '1 minute', '{}')");
      send(
          EventType.SEGMENT_LEFT,
          new SegmentLeft(shop, "c-1", Segment.NEW, now(), SegmentLeft.Reason.CONSENT));
      await().atMost(SOON).until(() -> receiver.effects() == 1);
      assertThat(receiver.heard().getLast().body()).contains("segment.left", "CONSENT");
      assertThat(count("select count(*) from deliveries where event = 'segment.entered'")).isZero();
    }
  }

  @Test
  void whatCannotBeReadIsLaidAsideAndItsNeighboursAreTold() throws Exception {
    try (var receiver = new Receiver(Receiver.OK);
        var letters = probe.listen(Topics.ALERTING_DEAD_LETTER)) {
      endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      var headers =
          Map.of(
              "ce_specversion", "1.0",
              "ce_id", UUID.randomUUID().toString(),
              "ce_source", "/heed/test",
              "ce_type", "alarm.raised.v1",
              "ce_time", "2026-11-23T10:00:00Z");
      probe.send(Topics.KPI_ALARMS, shop, "{\"storefront\":\"" + shop + "\"}", headers);
      send(EventType.ALARM_RAISED, alarm(AlarmKind.SHARE, now()));
      await().atMost(SOON).until(() -> receiver.effects() == 1);
      var letter = letters.next(1, SOON).getFirst();
      assertThat(heed.testing.TopicListener.header(letter, DeadLetters.REASON)).contains("seen");
    }
  }
}
