package heed.metrics.alarms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import heed.events.AlarmCleared;
import heed.events.AlarmKind;
import heed.events.AlarmRaised;
import heed.events.EventJson;
import heed.events.Topics;
import heed.metrics.Folded;
import heed.metrics.Transactions;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From counted reviews to alarms, their events and what the door answers. */
@QuarkusTest
class AlarmsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** In the future, where the service's own watching does not get to meanwhile. */
  private static final Instant HOUR =
      Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(70));

  @Inject AlarmWatch watch;
  @Inject Transactions transactions;
  private final String shop = "alarmed-" + UUID.randomUUID();
  private TopicProbe probe;
  private TopicListener topic;

  @BeforeEach
  void listen() {
    probe = TopicProbe.at(KafkaForTests.bootstrapServers());
    topic = probe.listen(Topics.KPI_ALARMS);
  }

  @AfterEach
  void close() {
    topic.close();
    probe.close();
  }

  @Test
  void competitorsRaiseNoAlarm() {
    var ours = "z-" + shop; // looked at after those of competitors
    Folded.reviews("rival-shop", "sku-1", HOUR.minus(Duration.ofDays(99)), 1, 1);
    Folded.reviews(ours, "sku-1", HOUR.minus(Duration.ofDays(99)), 1, 1);
    Awaitility.await().atMost(SOON).until(() -> clocks(ours) == 1);
    assertThat(clocks("rival-shop")).isZero();
  }

  private long clocks(String storefront) {
    return transactions.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "select count(*) from alarm_clocks where storefront = ?")) {
            statement.setString(1, storefront);
            try (var rows = statement.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }

  private void look(Instant now) throws Exception {
    transactions.write(connection -> watch.look(connection, shop, now));
  }

  /** Closes hours until none is over. */
  private void catchUp(Instant now) throws Exception {
    while (transactions.write(connection -> watch.look(connection, shop, now))) {
      // one hour more
    }
  }

  /** Five weeks, every hour with four reviews, one of them negative. */
  private void usual() {
    Folded.everyHour(shop, "sku-1", HOUR.minus(Duration.ofDays(35)), 35 * 24, 4, 1);
  }

  private List<ConsumerRecord<byte[], byte[]>> told(int n) {
    return topic.next(n, SOON, this::mine);
  }

  private boolean mine(ConsumerRecord<byte[], byte[]> heard) {
    return new String(heard.key(), StandardCharsets.UTF_8).contains(shop);
  }

  private static ValidatableResponse alarms(String query) {
    return given()
        .header("Authorization", TestKey.BEARER)
        .get("/v1/alarms?" + query)
        .then()
        .statusCode(200);
  }

  @Test
  void aBurstIsRaisedWhileItsHourRunsAndClearedSixCalmHoursLater() throws Exception {
    look(HOUR);
    usual();
    Folded.reviews(shop, "sku-1", HOUR.plusSeconds(120), 40, 36);
    look(HOUR.plusSeconds(180));
    look(HOUR.plusSeconds(240));
    // Of the storefront and of the product, by share and by number.
    var raised = told(4).stream().map(r -> EventJson.read(r.value(), AlarmRaised.class)).toList();
    assertThat(raised)
        .extracting(AlarmRaised::kind)
        .containsExactlyInAnyOrder(
            AlarmKind.SHARE, AlarmKind.SHARE, AlarmKind.VOLUME, AlarmKind.VOLUME);
    assertThat(raised)
        .extracting(AlarmRaised::product)
        .containsExactlyInAnyOrder("sku-1", "sku-1", null, null);
    assertThat(raised)
        .filteredOn(a -> a.kind() == AlarmKind.SHARE)
        .allSatisfy(
            a -> {
              assertThat(a.seen()).isEqualTo(0.9);
              assertThat(a.expected()).isBetween(0.24, 0.26);
              assertThat(a.n()).isEqualTo(40);
              assertThat(a.bucket()).isEqualTo(HOUR);
            });
    alarms("storefront=" + shop).body("items", hasSize(4)).body("items[0].state", equalTo("OPEN"));
    alarms("storefront=" + shop + "&product=sku-1&kind=VOLUME")
        .body("items", hasSize(1))
        .body("items[0].seen", equalTo(36f))
        .body("items[0].low", org.hamcrest.Matchers.lessThan(36f))
        .body("items[0].high", org.hamcrest.Matchers.greaterThan(36f))
        .body("items[0].n", equalTo(40));
    Folded.everyHour(shop, "sku-1", HOUR.plus(Duration.ofHours(1)), 6, 20, 5);
    catchUp(HOUR.plus(Duration.ofHours(8)));
    var cleared = told(4).stream().map(r -> EventJson.read(r.value(), AlarmCleared.class)).toList();
    assertThat(cleared)
        .extracting(AlarmCleared::alarmId)
        .containsExactlyInAnyOrderElementsOf(raised.stream().map(AlarmRaised::alarmId).toList());
    alarms("storefront=" + shop).body("items", hasSize(0));
    alarms("state=CLEARED&storefront=" + shop).body("items", hasSize(4));
  }

  @Test
  void whatComesLateRaisesNothing() throws Exception {
    look(HOUR);
    usual();
    catchUp(HOUR.plus(Duration.ofMinutes(75)));
    Folded.reviews(shop, "sku-1", HOUR.plusSeconds(120), 60, 60);
    catchUp(HOUR.plus(Duration.ofMinutes(80)));
    alarms("state=ALL&storefront=" + shop).body("items", hasSize(0));
  }

  @Test
  void severalCopiesRaiseEachAlarmOnce() throws Exception {
    look(HOUR);
    Folded.reviews(shop, "sku-1", HOUR.plusSeconds(120), 60, 50);
    try (var copies = Executors.newFixedThreadPool(4)) {
      var looks = new ArrayList<Callable<Boolean>>();
      for (var i = 0; i < 20; i++) {
        looks.add(
            () -> {
              try {
                look(HOUR.plusSeconds(180));
                return true;
              } catch (java.sql.SQLException lost) {
                // Without the watch's own lock the index refuses the second alarm.
                return lost.getSQLState().startsWith("23") || lost.getSQLState().startsWith("40");
              }
            });
      }
      for (var look : copies.invokeAll(looks)) {
        assertThat(look.get()).isTrue();
      }
    }
    var ids = told(2).stream().map(r -> TopicListener.header(r, "ce_id")).toList();
    assertThat(ids).doesNotHaveDuplicates();
    alarms("storefront=" + shop).body("items", hasSize(2));
    assertThat(topic.drain(Duration.ofSeconds(1))).noneMatch(this::mine);
  }

  @Test
  void theServiceItselfRaisesWhatItHears() {
    var now = Instant.now();
    Folded.reviews(shop, "sku-1", now, 1, 0);
    Awaitility.await().atMost(SOON).until(() -> clocked(shop));
    Folded.reviews(shop, "sku-1", now, 60, 50);
    var raised = told(2).stream().map(r -> EventJson.read(r.value(), AlarmRaised.class)).toList();
    assertThat(raised).extracting(AlarmRaised::kind).containsOnly(AlarmKind.SHARE);
    assertThat(TopicListener.header(topicFromStart(), "ce_type")).isEqualTo("alarm.raised.v1");
  }

  private boolean clocked(String storefront) {
    return transactions.read(
        connection -> {
          try (var statement =
              connection.prepareStatement("select from alarm_clocks where storefront = ?")) {
            statement.setString(1, storefront);
            return statement.executeQuery().next();
          }
        });
  }

  private ConsumerRecord<byte[], byte[]> topicFromStart() {
    try (var all = probe.listenFromStart(Topics.KPI_ALARMS)) {
      return all.next(1, SOON, this::mine).getFirst();
    }
  }

  @Test
  void aListOfAlarmsIsPagedAndATenantSeesItsOwn() throws Exception {
    look(HOUR);
    Folded.reviews(shop, "sku-1", HOUR.plusSeconds(120), 60, 50);
    look(HOUR.plusSeconds(180));
    var first = alarms("limit=1&storefront=" + shop).body("items", hasSize(1)).extract();
    var cursor = first.jsonPath().getString("nextCursor");
    alarms("limit=1&storefront=" + shop + "&cursor=" + cursor).body("items", hasSize(1));
    given()
        .header("Authorization", "Bearer one-shop")
        .get("/v1/alarms?storefront=" + shop)
        .then()
        .statusCode(403);
    given()
        .header("Authorization", "Bearer one-shop")
        .get("/v1/alarms?state=ALL")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
    given().get("/v1/alarms").then().statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({
    "state=LOUD, /state, OPEN",
    "kind=NOISE, /kind, DRIFT",
    "limit=0, /limit, 500",
    "cursor=x, /cursor, cursor"
  })
  void aWrongParameterIsNamed(String query, String pointer, String remedy) {
    given()
        .header("Authorization", TestKey.BEARER)
        .get("/v1/alarms?" + query)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo(pointer))
        .body("detail", containsString(remedy));
  }
}
