package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import heed.events.DeadLetters;
import heed.events.EventType;
import heed.events.InvitationChanged;
import heed.events.InvitationChanged.What;
import heed.events.Topics;
import heed.testing.TestKey;
import heed.testing.TopicListener;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of invitations, from the topic to the KPIs. */
@QuarkusTest
class InvitationsTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Inject Invitations invitations;
  @Inject Recount recount;
  @Inject KpiGauges gauges;
  @Inject Transactions transactions;

  /** Eight are sent and five opened; three answer, two are reminded, one says no, one bounces. */
  private static List<InvitationChanged> eight(String shop, Instant at) {
    var events = new ArrayList<InvitationChanged>();
    for (var i = 0; i < 8; i++) {
      var asked = Asked.about(shop, "o" + i).sent(at);
      asked = i < 5 ? asked.on(What.OPENED, at.plusSeconds(60)) : asked;
      asked = i < 3 ? asked.on(What.ANSWERED, at.plusSeconds(90)) : asked;
      asked = i == 2 || i == 3 ? asked.on(What.REMINDED, at.plusSeconds(70)) : asked;
      asked = i == 4 ? asked.on(What.DECLINED, at.plusSeconds(80)) : asked;
      asked = i == 7 ? asked.on(What.BOUNCED, at.plusSeconds(5)) : asked;
      events.add(asked.told());
    }
    // Reviewed before it was asked about, and asked about so late that it is in no window.
    events.add(Asked.about(shop, "before").sent(at).on(What.ANSWERED, at.minusSeconds(1)).told());
    events.add(Asked.about(shop, "old").sent(at.minus(Duration.ofDays(100))).told());
    // Decided on, and never sent.
    events.add(Asked.about(shop, "unsent").on(What.ANSWERED, at).told(What.ANSWERED, at));
    return events;
  }

  @Test
  void theKpisAreWhatOneCountsByHand() throws SQLException {
    var shop = "asked-by-hand";
    invitations.apply(eight(shop, NOW.minus(Duration.ofDays(3))));
    var json = Wire.get("/v1/kpis?window=7d&storefront={s}", shop).jsonPath();
    assertThat(json.getInt("invitations.sent")).isEqualTo(9);
    part(json.getMap("invitations.opened"), 5, 5 / 9.0, 0.266651, 0.811221);
    part(json.getMap("invitations.answered"), 3, 3 / 9.0, 0.120584, 0.645798);
    part(json.getMap("invitations.reminded"), 2, 2 / 9.0, 0.063225, 0.547411);
    part(json.getMap("invitations.declined"), 1, 1 / 9.0, 0.019891, 0.435000);
    part(json.getMap("invitations.bounced"), 1, 1 / 9.0, 0.019891, 0.435000);
    var before = Wire.get("/v1/kpis?window=24h&compare=previous&storefront={s}", shop).jsonPath();
    assertThat(before.getInt("invitations.sent")).isZero();
    assertThat((Object) before.get("invitations.opened.value")).isNull();
    assertThat((Object) before.get("invitations.opened.low")).isNull();
    assertThat(before.getInt("previous.invitations.sent")).isZero();
    assertThat(
            Wire.get("/v1/kpis?window=7d&channel=APP&storefront={s}", shop).jsonPath().getMap(""))
        .containsEntry("invitations", null);
  }

  private static void part(
      Map<String, Object> part, int count, double value, double low, double high) {
    assertThat(part.get("count")).isEqualTo(count);
    assertThat(part.get("n")).isEqualTo(9);
    assertThat(((Number) part.get("value")).doubleValue()).isCloseTo(value, within(1e-6));
    assertThat(((Number) part.get("low")).doubleValue()).isCloseTo(low, within(1e-6));
    assertThat(((Number) part.get("high")).doubleValue()).isCloseTo(high, within(1e-6));
  }

  @Test
  void eventsThatComeByTheTopicInAnyOrderAndAgainAreCountedOnceAndUnreadableOnesLaidAside() {
    var shop = "asked-by-topic";
    var told = new ArrayList<>(eight(shop, NOW.minusSeconds(7200)));
    Collections.shuffle(told, new Random(3));
    try (var wire = new Wire();
        var letters = wire.probe().listen(Topics.METRICS_DEAD_LETTER)) {
      told.forEach(wire::send);
      Wire.eventually().until(() -> sent(shop) == 9);
      told.forEach(wire::send);
      var type = EventType.INVITATION_CHANGED.wireName();
      wire.sendRaw(Topics.INVITATIONS_CHANGED, "k", "{}", Wire.headers(type));
      wire.sendRaw(
          Topics.INVITATIONS_CHANGED, "k", "{}", Wire.headers(EventType.CASE_OPENED.wireName()));
      wire.send(Asked.about(shop, "witness").sent(NOW.minusSeconds(60)).told());
      Wire.eventually().until(() -> sent(shop) == 10);
      var aside =
          letters.next(
              2,
              Duration.ofSeconds(30),
              r -> Topics.INVITATIONS_CHANGED.equals(TopicListener.header(r, DeadLetters.TOPIC)));
      assertThat(aside)
          .extracting(r -> TopicListener.header(r, DeadLetters.REASON))
          .anyMatch(reason -> reason.contains("revision has the wrong type"))
          .anyMatch(reason -> reason.contains("has no place on this topic"));
    }
    var json = Wire.kpis(shop);
    assertThat(json.getInt("invitations.opened.count")).isEqualTo(5);
    assertThat(json.getInt("invitations.answered.count")).isEqualTo(3);
    assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
  }

  private static int sent(String shop) {
    return Wire.kpis(shop).getInt("invitations.sent");
  }

  @Test
  void whoIsForgottenCountsNowhereAndDoesNotComeBack() throws SQLException {
    var shop = "asked-and-forgotten";
    var asked = Asked.about(shop, "1").sent(NOW.minusSeconds(600));
    invitations.apply(List.of(asked.told(), Asked.about(shop, "2").sent(NOW).told()));
    assertThat(invitations.apply(List.of(asked.forgotten(NOW), asked.told()))).isEqualTo(1);
    assertThat(invitations.apply(List.of(asked.on(What.OPENED, NOW).told(), asked.told())))
        .isZero();
    assertThat(sent(shop)).isEqualTo(1);
    var kept =
        "select concat(country, language, products, day, sent_at) from invitations"
            + " where forgotten_at is not null and storefront = '"
            + shop
            + "'";
    assertThat(text(kept)).isEqualTo("{}");
    assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
  }

  /** By default after 60 days: longer than anything stays on the topic. */
  @Test
  void theKeyOfOneForgottenLongAgoIsForgottenToo() throws SQLException {
    var shop = "asked-long-ago";
    invitations.apply(
        List.of(
            Asked.about(shop, "old").forgotten(NOW.minus(Duration.ofDays(61))),
            Asked.about(shop, "young").forgotten(NOW.minus(Duration.ofDays(59))),
            Asked.about(shop, "asked").sent(NOW.minus(Duration.ofDays(90))).told()));
    var kept =
        "select string_agg(order_key::text, ' ' order by sent_at nulls first) from invitations"
            + " where storefront = '"
            + shop
            + "'";
    assertThat(text(kept))
        .isEqualTo(Asked.about(shop, "young").key() + " " + Asked.about(shop, "asked").key());
    assertThat(recount.differences(Recount.Of.storefront(shop))).isEmpty();
  }

  private String text(String sql) {
    return transactions.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update invitation_days set opened = opened + 1 where storefront = 'asked-recounted'",
        "delete from invitation_days where storefront = 'asked-recounted'",
        "update invitation_days set product = 'none' where storefront = 'asked-recounted' and product = 'sku-1'",
        "insert into invitation_days (storefront, day, product, country, language, sent)"
            + " values ('asked-recounted', '2026-01-01Z', '', '', '', 1)",
      })
  void sumsThatAreWrongAreToldAndMended(String damage) throws SQLException {
    var of = Recount.Of.storefront("asked-recounted");
    invitations.apply(eight("asked-recounted", NOW.minus(Duration.ofDays(2))));
    recount.mend(of);
    transactions.write(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.executeUpdate(damage);
          }
        });
    assertThat(recount.differences(of)).isNotEmpty().allMatch(t -> t.startsWith("invitations"));
    assertThat(recount.mend(of)).isPositive();
    assertThat(recount.differences(of)).isEmpty();
  }

  @Test
  void gaugesShowThemPerStorefrontAlsoBeforeItsFirstReview() throws SQLException {
    var shop = "asked-gauged";
    invitations.apply(eight(shop, NOW.minus(Duration.ofDays(20))));
    gauges.refresh();
    assertThat(KpiGaugesTest.figure("heed_kpi_invitations_sent", shop)).isEqualTo("9.0");
    assertThat(KpiGaugesTest.figure("heed_kpi_invitations_answered_share", shop))
        .startsWith("0.333");
    assertThat(KpiGaugesTest.figure("heed_kpi_invitations_opened_share", shop)).startsWith("0.555");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/kpis", "/v1/kpis/invitations"})
  void theyAreATableForSpreadsheets(String path) throws SQLException {
    invitations.apply(eight("one-shop-asked", NOW.minus(Duration.ofDays(2))));
    var csv =
        given()
            .header("Authorization", TestKey.BEARER)
            .accept("text/csv")
            .get(path + "?window=7d&storefront=one-shop-asked")
            .asString();
    assertThat(csv)
        .contains(
            path.endsWith("s/invitations")
                ? "answered.count,answered.value"
                : "invitations.answered.count,3");
  }
}
