package heed.alerting.invitations;

import static heed.embedded.SmtpSink.Taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.alerting.telling.MailTest;
import heed.embedded.SmtpSink;
import heed.events.CloudEvent;
import heed.events.Customer;
import heed.events.EventJson;
import heed.events.EventType;
import heed.events.FormLinkSeal;
import heed.events.Ids;
import heed.events.OrderCancelled.Reason;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
@TestProfile(MailTest.WithMail.class)
class InvitationsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static SmtpSink sink;

  @Inject OrdersBatch batch;
  @Inject Transactions transactions;
  @Inject Suppressions suppressions;
  @Inject InvitationMeters meters;
  @Inject InvitationSettings settings;

  private final String shop = "shop-" + UUID.randomUUID();
  private final String email = "anna-" + UUID.randomUUID() + "@example.com";

  @BeforeAll
  static void open() {
    var port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
    sink = SmtpSink.open(port, Instant::now, to -> to.startsWith("gone-"));
  }

  @AfterAll
  static void close() {
    sink.close();
  }

  @AfterEach
  void tidy() {
    execute("delete from deliveries");
    execute("delete from invitations");
    execute("delete from suppressions");
    execute("delete from templates");
  }

  private OrderHeard.Delivered order(String id, String customer, String to, int hour) {
    return Orders.due(shop, id, customer, to, hour);
  }

  private List<Taken> letters(String to) {
    return sink.taken().stream().filter(taken -> taken.to().equals(to)).toList();
  }

  private void awaitState(String id, String state) {
    await().atMost(SOON).until(() -> state(id).equals(state));
  }

  private String state(String id) {
    return text("select state from invitations where order_key = '" + Ids.order(shop, id) + "'");
  }

  private String text(String sql) {
    return transactions.read(
        c ->
            Sql.list(c, sql, row -> String.valueOf(row.getString(1))).stream()
                .findFirst()
                .orElse(""));
  }

  private void execute(String sql) {
    transactions.call(SOON, c -> c.createStatement().execute(sql));
  }

  private static RequestSpecification asTest() {
    return RestAssured.given().header("Authorization", TestKey.BEARER);
  }

  /** As if that many days had passed since. */
  private void daysPass(String id, int days) {
    execute(
        "update invitations set sent_at = sent_at - interval '%d days', asked_at = asked_at - interval '%d days', next_at = next_at - interval '%d days' where order_key = '%s'"
            .formatted(days, days, days, Ids.order(shop, id)));
  }

  @Test
  void whoGotAnOrderAWeekAgoIsAskedOnceInHisLanguageAndRemindedOnce() {
    batch.apply(List.of(order("1", "c-1", email, 12)));
    await().atMost(SOON).until(() -> text("select sent_at from invitations").length() > 4);
    var letter = letters(email).getFirst();
    var key = Ids.order(shop, "1");
    assertThat(letter.id()).isEqualTo("<invitation." + key + "@heed>");
    assertThat(letter.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(letter.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    var unsubscribe = String.valueOf(letter.header("List-Unsubscribe"));
    assertThat(unsubscribe).startsWith("<https://reviews.example/u/").endsWith(">");
    var token = unsubscribe.substring(unsubscribe.indexOf("/u/") + 3, unsubscribe.length() - 1);
    var seal =
        FormLinkSeal.of(
            ConfigProvider.getConfig().getValue("heed.form.key", String.class), List.of());
    var opened = (FormLinkSeal.Opened.Valid) seal.open(token, Instant.now());
    assertThat(opened.link().orderKey()).isEqualTo(key);
    assertThat(opened.link().orderId()).isEqualTo("1");

    assertThat(state("1")).isEqualTo("INVITED");
    daysPass("1", 5);
    await().atMost(SOON).until(() -> letters(email).size() == 2);
    assertThat(letters(email).getLast().id()).isEqualTo("<reminder." + key + "@heed>");
    await().atMost(SOON).until(() -> text("select reminded_at from invitations").length() > 4);
    daysPass("1", 50);
    batch.apply(List.of(order("1", "c-1", email, 12)));
    batch.apply(List.of(order("2", null, "other-" + email, 12)));
    await().atMost(SOON).until(() -> letters("other-" + email).size() == 1);
    assertThat(letters(email)).hasSize(2);
    assertThat(
            text("select count(*) from invitations where contact is not null and order_id = '1'"))
        .as("nothing needs the contact any more")
        .isEqualTo("0");
  }

  @Test
  void nobodyIsWrittenToAtNight() {
    batch.apply(List.of(order("night", "c-1", email, 1), order("day", "c-2", "b-" + email, 12)));
    await().atMost(SOON).until(() -> letters("b-" + email).size() == 1);
    assertThat(letters(email)).isEmpty();
    assertThat(state("night")).isEqualTo("WAITING");
    var next =
        Instant.parse(
            asTest()
                .get("/v1/invitations/" + Ids.order(shop, "night"))
                .jsonPath()
                .getString("nextAt"));
    assertThat(Daytime.of("09:00-20:00").at(next, java.time.ZoneId.of(Orders.zone(1)))).isTrue();
    assertThat(next).isAfter(Instant.now());
  }

  @Test
  void whoHasAnsweredSaidNoOrSentItBackIsNotAsked() {
    var reviewed = DeskForTests.marked(shop, "c-1", "7");
    DeskForTests.post(reviewed);
    batch.apply(
        List.of(
            order("MARKEDORDER7", "c-1", email, 12),
            Orders.cancelled(shop, "back", Reason.REFUNDED),
            order("back", "c-2", email, 12),
            order("no", "c-3", email, 12),
            Orders.declined(shop, "no", Instant.now()),
            order("other", "c-3", email, 12),
            order("witness", "c-4", "w-" + email, 12)));
    await().atMost(SOON).until(() -> letters("w-" + email).size() == 1);
    awaitState("other", "SUPPRESSED");
    assertThat(letters(email)).isEmpty();
    assertThat(state("MARKEDORDER7")).isEqualTo("ANSWERED");
    assertThat(state("back")).isEqualTo("REFUNDED");
    assertThat(state("no")).isEqualTo("DECLINED");
    DeskForTests.post(DeskForTests.again(DeskForTests.marked(shop, "c-4", "8"), UUID.randomUUID()));
  }

  @Test
  void anAddressThatTakesNoMailIsNotWrittenToAgain() {
    batch.apply(List.of(order("1", "c-1", "gone-" + email, 12)));
    awaitState("1", "BOUNCED");
    batch.apply(List.of(order("2", "c-2", "GONE-" + email, 12)));
    awaitState("2", "SUPPRESSED");
    batch.apply(List.of(order("3", "c-3", email, 12)));
    await().atMost(SOON).until(() -> letters(email).size() == 1);
    awaitState("3", "INVITED");
    var bounce = "{\"messageId\":\"%s\",\"kind\":\"%s\"}";
    var id = letters(email).getFirst().id();
    for (var kind : List.of("SOFT", "HARD")) {
      assertThat(state("3")).isEqualTo("INVITED");
      asTest()
          .contentType("application/json")
          .body(bounce.formatted(id, kind))
          .post("/v1/invitations/bounces")
          .then()
          .statusCode(204);
    }
    awaitState("3", "BOUNCED");
    batch.apply(List.of(order("4", "c-4", email, 12)));
    awaitState("4", "SUPPRESSED");
    assertThat(letters(email)).hasSize(1);
  }

  @Test
  void anErasedCustomerIsForgottenAndNeverAskedAboutThatOrder() {
    batch.apply(List.of(order("1", "c-erased", email, 1)));
    var export = asTest().get("/v1/customers/c-erased/export?storefront=" + shop).jsonPath();
    assertThat(export.getString("invitations[0].email")).isEqualTo(email);
    assertThat(export.getString("invitations[0].orderId")).isEqualTo("1");
    DeskForTests.erase(shop, "c-erased");
    assertThat(state("1")).isEqualTo("ERASED");
    assertThat(
            text(
                "select concat(order_id, customer_id, contact, address, details, next_at) from invitations"))
        .isEmpty();
    var late =
        Orders.delivered(
            shop,
            "late",
            new Customer("c-erased", DeskForTests.sealed(Ids.order(shop, "late"), "A", email)),
            Orders.zone(12),
            Instant.now().minus(Duration.ofDays(9)),
            Instant.now().minusSeconds(60));
    batch.apply(List.of(late, order("1", "c-erased", email, 12)));
    assertThat(state("late")).isEqualTo("ERASED");
    assertThat(state("1")).isEqualTo("ERASED");
    assertThat(
            asTest()
                .get("/v1/customers/c-erased/export?storefront=" + shop)
                .jsonPath()
                .getList("invitations"))
        .isEmpty();
  }

  @Test
  void aCustomerOfSeveralOrdersIsWrittenToOncePerDay() {
    batch.apply(
        List.of(
            order("1", "c-1", email, 12),
            order("2", "c-1", email, 12),
            order("3", "c-1", email, 12),
            order("4", "c-2", "w-" + email, 12)));
    await().atMost(SOON).until(() -> letters("w-" + email).size() == 1);
    await()
        .atMost(SOON)
        .until(
            () -> text("select count(*) from invitations where sent_at is not null").equals("2"));
    assertThat(letters(email)).hasSize(1);
    assertThat(text("select count(*) from invitations where state = 'WAITING'")).isEqualTo("2");
  }

  @Test
  void ordersComeByTheirTopicAndWhatIsUnreadableIsLaidAside() {
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var letters = probe.listen(Topics.ALERTING_DEAD_LETTER)) {
      var id = "by-topic-" + UUID.randomUUID();
      var event = order(id, "c-1", email, 1).event();
      send(probe, event.orderKey().toString(), "{}".getBytes(StandardCharsets.UTF_8));
      send(probe, event.orderKey().toString(), EventJson.write(event));
      await().atMost(SOON).until(() -> state(id).equals("WAITING"));
      assertThat(letters.next(1, SOON)).hasSize(1);
    }
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

  @Test
  void peopleSeeHowItGoesAndKeepTheSuppressionList() {
    batch.apply(List.of(order("1", "c-1", email, 12), order("2", "c-2", "b-" + email, 1)));
    await()
        .atMost(SOON)
        .until(() -> text("select sent_at from invitations where order_id = '1'").length() > 4);
    batch.apply(List.of(Orders.opened(shop, "1", Instant.now())));
    var query = "?storefront=" + shop;
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
    var shown = asTest().get("/v1/invitations/" + Ids.order(shop, "1")).jsonPath();
    assertThat(shown.getList("history.what")).contains("delivered", "sent", "opened", "next");

    asTest()
        .contentType("application/json")
        .body(Map.of("storefront", shop))
        .post("/v1/suppressions")
        .then()
        .statusCode(400);
    var line =
        asTest()
            .contentType("application/json")
            .body(Map.of("storefront", shop, "email", "B-" + email))
            .post("/v1/suppressions");
    line.then().statusCode(201);
    assertThat(line.asString()).contains("ASKED").doesNotContain(email);
    execute(
        "update invitations set details = jsonb_set(details, '{timeZone}', '\"%s\"'), next_at = now() where order_id = '2'"
            .formatted(Orders.zone(12)));
    awaitState("2", "SUPPRESSED");
    assertThat(asTest().get("/v1/suppressions" + query).jsonPath().getList("items.kind"))
        .containsExactly("ADDRESS");
    asTest().delete("/v1/suppressions/" + line.jsonPath().getString("id")).then().statusCode(204);
    assertThat(asTest().get("/v1/suppressions" + query).jsonPath().getList("items")).isEmpty();
  }

  @Test
  void aLetterOfOnesOwnGoesBeforeOneThatShips() {
    var own = Map.of("title", "{product}?", "language", "lv", "text", "Ours {link} {unsubscribe}");
    put("invitation-lv", own, 201);
    put("invitation-lv", Map.of("title", "x", "language", "lv", "text", "no link"), 400);
    put(
        "invitation-lv",
        Map.of("title", "x", "language", "de", "text", "{link}{unsubscribe}"),
        400);
    put(
        "invitation-lv",
        Map.of("title", "{agent}", "language", "lv", "text", "{link}{unsubscribe}"),
        400);
    batch.apply(List.of(order("1", "c-1", email, 12)));
    await().atMost(SOON).until(() -> letters(email).size() == 1);
    assertThat(letters(email).getFirst().header("Subject")).isEqualTo("Kettle?");
  }

  private static void put(String id, Map<String, String> body, int status) {
    asTest()
        .contentType("application/json")
        .body(body)
        .put("/v1/templates/" + id)
        .then()
        .statusCode(status);
  }

  @Test
  void contactsAreSealedAnewAfterARotation() {
    batch.apply(List.of(order("1", "c-1", email, 1)));
    var old = ConfigProvider.getConfig().getValue("heed.privacy.key", String.class);
    var keys = DeskForTests.privacyKeys(DeskForTests.key('n'), old);
    new InvitationHousekeeping(transactions, keys, DeskForTests.desk(keys), meters, settings)
        .reseal();
    var sealed = text("select contact from invitations");
    assertThat(sealed).startsWith(keys.mark());
    var only = DeskForTests.privacyKeys(DeskForTests.key('n'));
    assertThat(DeskForTests.desk(only).contact(Ids.order(shop, "1"), sealed).email())
        .isEqualTo(email);
  }
}
