package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.events.AlarmCleared;
import heed.events.AlarmKind;
import heed.events.AlarmRaised;
import heed.events.CloudEvent;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.Topics;
import heed.testing.Browser;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is out of the ordinary, as the desk sees it. */
@QuarkusTest
@OnTheWire
@TestProfile(ConsoleTest.People.class)
class OpenAlarmsTest {
  @TestHTTPResource("/")
  URI root;

  private final String shop = "shop-" + UUID.randomUUID();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final TopicProbe probe = TopicProbe.at(KafkaForTests.bootstrapServers());

  @BeforeAll
  static void waitAsLongAsTheOtherTests() {
    PlaywrightAssertions.setDefaultAssertionTimeout(World.SOON.toMillis());
  }

  @AfterEach
  void close() {
    probe.close();
  }

  private AlarmRaised raised(@Nullable String product, AlarmKind kind, Instant at) {
    return new AlarmRaised(UUID.randomUUID(), shop, product, kind, at, at, 0.4, 0.12, 0.298, 30);
  }

  private AlarmCleared cleared(AlarmRaised alarm) {
    return new AlarmCleared(
        alarm.alarmId(), shop, alarm.product(), alarm.kind(), now.plusSeconds(60), alarm.at());
  }

  private void send(EventType type, Object event) {
    var record =
        new ProducerRecord<>(
            Topics.KPI_ALARMS, shop.getBytes(StandardCharsets.UTF_8), EventJson.write(event));
    new CloudEvent(UUID.randomUUID().toString(), "/heed/test", type, now)
        .headers()
        .forEach(record.headers()::add);
    probe.send(record);
  }

  private ValidatableResponse open() {
    return World.asTest().get("/v1/open-alarms?storefront=" + shop).then().statusCode(200);
  }

  private void awaitOpen(int total) {
    await().atMost(World.SOON).untilAsserted(() -> open().body("total", equalTo(total)));
  }

  @Test
  void anAlarmIsOpenUntilItIsClearedHoweverOftenItIsHeard() {
    var older = raised("sku-1", AlarmKind.SHARE, now.minusSeconds(600));
    var newer = raised(null, AlarmKind.DRIFT, now);
    send(EventType.ALARM_RAISED, older);
    send(EventType.ALARM_RAISED, newer);
    awaitOpen(2);
    open()
        .body("items[0].id", equalTo(newer.alarmId().toString()))
        .body("items[0].product", equalTo(null))
        .body("items[1].product", equalTo("sku-1"))
        .body("items[1].kind", equalTo("SHARE"))
        .body("items[1].raisedAt", equalTo(older.at().toString()))
        .body("items[1].n", equalTo(30));

    send(EventType.ALARM_CLEARED, cleared(older));
    send(EventType.ALARM_RAISED, older);
    send(EventType.ALARM_CLEARED, cleared(newer));
    var last = raised("sku-2", AlarmKind.VOLUME, now);
    send(EventType.ALARM_RAISED, last);
    // One is open on the way there, too: which it is has to be waited for.
    await()
        .atMost(World.SOON)
        .untilAsserted(() -> open().body("items.id", equalTo(List.of(last.alarmId().toString()))));
  }

  @Test
  void anAlarmWhoseEndWasNeverHeardOfIsNotOpenForEver() {
    var days = Duration.ofDays(1);
    var old = raised("sku-1", AlarmKind.SHARE, now.minus(days.multipliedBy(15)));
    var overtaken = raised("sku-2", AlarmKind.SHARE, now.minus(days));
    var otherKind = raised("sku-2", AlarmKind.VOLUME, now.minus(days));
    var wholeShop = raised(null, AlarmKind.SHARE, now.minus(days));
    var again = raised("sku-2", AlarmKind.SHARE, now);
    var witness = raised("sku-3", AlarmKind.SHARE, now.minus(days)); // that all were read
    for (var alarm : List.of(old, overtaken, otherKind, wholeShop, again, overtaken, witness)) {
      send(EventType.ALARM_RAISED, alarm);
    }
    awaitOpen(4);
    open()
        .body("items[0].id", equalTo(again.alarmId().toString()))
        .body(
            "items.id",
            hasItems(
                otherKind.alarmId().toString(),
                wholeShop.alarmId().toString(),
                witness.alarmId().toString()));
  }

  @Test
  void theQueueShowsWhatIsOpenAndSaysWhatComes() {
    var alarm = raised("sku-<b>9", AlarmKind.SHARE, now);
    send(EventType.ALARM_RAISED, alarm);
    awaitOpen(1);
    try (var browser = Browser.open(root)) {
      var page = browser.window(ConsoleTest.ILZE, "/");
      var row = page.locator("#alarms li[data-id='" + alarm.alarmId() + "']");
      assertThat(row.locator(".where")).hasText(shop + " · sku-<b>9");
      assertThat(row.locator(".number")).containsText("40%, usually 12%");
      assertThat(row.locator("a")).hasAttribute("href", "/?storefront=" + shop + "&q=sku-%3Cb%3E9");
      for (var scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        page.emulateMedia(
            new com.microsoft.playwright.Page.EmulateMediaOptions().setColorScheme(scheme));
        ConsoleTest.accessible(page, "the queue with an alarm, " + scheme);
      }

      var second = raised(null, AlarmKind.DRIFT, now.plusSeconds(1));
      send(EventType.ALARM_RAISED, second);
      send(EventType.ALARM_CLEARED, cleared(alarm));
      await()
          .atMost(World.SOON)
          .untilAsserted(
              () -> open().body("items.id", equalTo(List.of(second.alarmId().toString()))));
      page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))");
      assertThat(page.locator("#said")).hasText("Alarm: " + shop + ": Slow drift to the negative");
      assertThat(row).hasCount(0);
      send(EventType.ALARM_CLEARED, cleared(second));
      assertThat(browser.faults).isEmpty();
    }
  }
}
