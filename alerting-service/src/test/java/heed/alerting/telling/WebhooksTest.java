package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.answer;
import static heed.alerting.telling.TellingWorld.asTest;
import static heed.alerting.telling.TellingWorld.count;
import static heed.alerting.telling.TellingWorld.endpoint;
import static heed.alerting.telling.TellingWorld.post;
import static heed.alerting.telling.TellingWorld.storefronts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.standardwebhooks.Webhook;
import heed.alerting.Desk;
import heed.alerting.DeskForTests;
import heed.alerting.Loop;
import heed.alerting.OnTheWire;
import heed.alerting.Transactions;
import heed.alerting.telling.Receiver.Heard;
import heed.events.Channel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
@TestProfile(WebhooksTest.Quick.class)
class WebhooksTest {
  /** Short pauses. */
  public static class Quick implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return TellingWorld.settings();
    }
  }

  @Inject Transactions transactions;
  @Inject Desk desk;
  @Inject CrmAudience crms;
  @Inject Composer composer;
  @Inject TokenPoster tokenPoster;
  @Inject Postman postman;
  @Inject Results results;
  @Inject TellingMeters meters;
  @Inject TellingSettings settings;

  private final String shop = "shop-" + UUID.randomUUID();

  @AfterEach
  void tidy() {
    TellingWorld.tidy();
  }

  @Test
  void aReceiverThatFailsInEveryWayHasEachMessagesEffectExactlyOnce() throws Exception {
    try (var receiver =
        new Receiver(
            Receiver.SILENCE,
            Receiver.status(500),
            Receiver.tooMany(1),
            Receiver.RESET_MID_BODY,
            Receiver.LOST,
            Receiver.status(302),
            Receiver.OK)) {
      var made = endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      DeskForTests.open(40, shop);
      await().atMost(Duration.ofSeconds(60)).until(() -> delivered(made.get("id")) == 40);
      assertThat(receiver.effects()).isEqualTo(40);
      // An attempt takes a second at most: on a busy machine one may be given up whose answer is on
      // its way, and is made again.
      var attempts = attempts(made.get("id"));
      var heard = receiver.heard().stream().collect(Collectors.groupingBy(Heard::id));
      assertThat(heard.keySet()).hasSize(40).isEqualTo(attempts.keySet());
      for (var one : heard.values()) {
        assertThat((long) one.size()).isBetween(7L, attempts.get(one.getFirst().id()));
        assertThat(one.stream().map(Heard::body).distinct()).hasSize(1);
        verify(made.get("secret"), one.getLast());
      }
      // No pause is longer than half a second, but what the receiver asked for where it was heard.
      assertThat(heard.values())
          .filteredOn(one -> one.get(3).at() - one.get(2).at() >= 1000)
          .hasSizeGreaterThan(20);
    }
  }

  @Test
  void severalCopiesSendEachMessageOnce() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var made = endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      var planner = new Planner(transactions, desk, crms, settings);
      var sender =
          new Sender(transactions, composer, tokenPoster, postman, results, meters, settings);
      try (var second = new Loop("planner-2", Duration.ofMillis(10), () -> planner.plan() > 0);
          var third = new Loop("sender-2", Duration.ofMillis(10), () -> sender.send() > 0)) {
        second.start();
        third.start();
        var start = System.nanoTime();
        for (var i = 0; i < 4; i++) {
          DeskForTests.open(250, shop);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> delivered(made.get("id")) == 1000);
        System.out.printf(
            "1,000 facts told to one endpoint by two copies in %d ms%n",
            (System.nanoTime() - start) / 1_000_000);
      }
      // A receiver slower than a second is asked again, as an attempt of its own: what was
      // attempted once was heard exactly once, and nothing was heard more often than it was
      // attempted.
      var heard =
          receiver.heard().stream()
              .collect(Collectors.groupingBy(Heard::id, Collectors.counting()));
      assertThat(attempts(made.get("id")))
          .hasSize(1000)
          .allSatisfy((id, attempts) -> assertThat(heard.get(id)).isBetween(1L, attempts));
      assertThat(receiver.effects()).isEqualTo(1000);
    }
  }

  @Test
  void whatACopyLeftWhenItDiedIsSentByAnotherUnderTheSameId() throws Exception {
    try (var receiver = new Receiver(Receiver.status(500), Receiver.OK)) {
      var made = endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      DeskForTests.open(1, shop);
      await().atMost(SOON).until(() -> receiver.heard().size() >= 2);
      await().atMost(SOON).until(() -> delivered(made.get("id")) == 1);
      var before = receiver.heard().size();
      // As if leased by a copy that is no more.
      TellingWorld.execute(
          "update deliveries set state = 'WAITING', done_at = null, attempts = attempts + 1,"
              + " next_at = clock_timestamp() + interval '1 second' where recipient = '"
              + made.get("id")
              + "'");
      await().atMost(SOON).until(() -> delivered(made.get("id")) == 1);
      assertThat(receiver.heard()).hasSizeGreaterThan(before);
      assertThat(receiver.heard().stream().map(Heard::id).distinct()).hasSize(1);
      assertThat(receiver.effects()).isEqualTo(1);
    }
  }

  @Test
  void aPublicAnswerGoesToTheStorefrontWithItsTextAndAnInternalOneWithout() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var events = ",\"events\":[\"case.answered\"]";
      var made = endpoint(receiver.url(), "WEBHOOK", storefronts(shop) + events);
      var id = DeskForTests.open(shop, Channel.STOREFRONT, null);
      answer(id, "ask the supplier", "INTERNAL");
      answer(id, "We are sorry", "PUBLIC");
      await().atMost(SOON).until(() -> delivered(made.get("id")) == 2);
      var bodies = receiver.heard().stream().map(Heard::body).distinct().toList();
      assertThat(bodies).allMatch(b -> b.startsWith("{\"type\":\"case.answered\",\"timestamp\""));
      assertThat(bodies).filteredOn(b -> b.contains("INTERNAL")).noneMatch(b -> b.contains("ask"));
      assertThat(bodies)
          .filteredOn(b -> b.contains("PUBLIC"))
          .hasSize(1)
          .allMatch(b -> b.contains("\"text\":\"We are sorry\"") && b.contains(id.toString()));
      assertThat(bodies).noneMatch(b -> b.contains("SECRET WORDS"));
      assertThat(count("select count(*) from notices where data like '%sorry%'")).isZero();
    }
  }

  @Test
  void whatIsGivenUpIsOnTheDeadListAndCanBeDeliveredAgainUnderItsId() throws Exception {
    var ready = new AtomicBoolean();
    try (var receiver =
        new Receiver(
            (exchange, r) ->
                (ready.get() ? Receiver.OK : Receiver.tooMany(200_000)).to(exchange, r))) {
      var made = endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      DeskForTests.open(1, shop);
      var dead = "/v1/endpoints/" + made.get("id") + "/deliveries?state=DEAD";
      await().atMost(SOON).until(() -> asTest().get(dead).jsonPath().getList("items").size() == 1);
      var item = asTest().get(dead);
      item.then()
          .body("items[0].event", equalTo("case.opened"))
          .body("items[0].status", equalTo(429))
          .body("items[0].reason", equalTo("the receiver answered 429"));
      var path = "/v1/endpoints/" + made.get("id") + "/deliveries/";
      var id = item.jsonPath().getString("items[0].id");
      heardNoMoreOftenThanAttempted(receiver, made.get("id"), id);
      asTest().post(path + UUID.randomUUID() + "/redeliver").then().statusCode(404);
      ready.set(true);
      for (var i = 0; i < 2; i++) {
        var before = receiver.heard().size();
        asTest().post(path + id + "/redeliver").then().statusCode(202);
        await().atMost(SOON).until(() -> delivered(made.get("id")) == 1);
        assertThat(receiver.heard()).hasSizeGreaterThan(before);
        heardNoMoreOftenThanAttempted(receiver, made.get("id"), id);
      }
    }
  }

  @Test
  void anEndpointThatIsGoneIsDisabledAndHearsNoMore() throws Exception {
    try (var receiver = new Receiver(Receiver.status(410))) {
      var gone = TellingWorld.attempts(Medium.WEBHOOK, "gone");
      var made = endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      DeskForTests.open(1, shop);
      var path = "/v1/endpoints/" + made.get("id");
      await().atMost(SOON).until(() -> !asTest().get(path).jsonPath().getBoolean("enabled"));
      asTest()
          .get(path)
          .then()
          .body("disabledBecause", org.hamcrest.Matchers.containsString("410"));
      DeskForTests.open(1, shop);
      await().atMost(SOON).until(() -> count("select count(*) from untold") == 0);
      assertThat(TellingWorld.attempts(Medium.WEBHOOK, "gone")).isEqualTo(gone + 1);
      heardNoMoreOftenThanAttempted(receiver, made.get("id"), receiver.heard().getFirst().id());
      asTest()
          .contentType("application/json")
          .body("{\"enabled\":true}")
          .patch(path)
          .then()
          .statusCode(200)
          .body("enabled", equalTo(true));
    }
  }

  /** One message and nothing else; more than one attempt where an answer came after a second. */
  private static void heardNoMoreOftenThanAttempted(
      Receiver receiver, String endpoint, String message) {
    var attempts = attempts(endpoint);
    assertThat(attempts).containsOnlyKeys(message);
    assertThat(receiver.heard()).extracting(Heard::id).containsOnly(message);
    assertThat((long) receiver.heard().size()).isLessThanOrEqualTo(attempts.get(message));
  }

  @Test
  void aSlowEndpointKeepsNoOtherWaiting() throws Exception {
    try (var slow = new Receiver(Receiver.SILENCE);
        var quick = new Receiver(Receiver.OK)) {
      endpoint(slow.url(), "WEBHOOK", storefronts(shop));
      var made = endpoint(quick.url(), "WEBHOOK", storefronts(shop));
      DeskForTests.open(100, shop);
      await().atMost(Duration.ofSeconds(10)).until(() -> delivered(made.get("id")) == 100);
    }
  }

  @Test
  void aChatHearsOfABurstOnce() throws Exception {
    try (var chat = new Receiver(Receiver.OK)) {
      var made = endpoint(chat.url(), "SLACK", storefronts(shop));
      assertThat(made.get("secret")).isNull();
      assertThat(made.get("url")).doesNotContain("hook");
      DeskForTests.open(37, shop);
      await().atMost(SOON).until(() -> delivered(made.get("id")) >= 1);
      // a chat that is slower than a second is asked again: one message all the same
      assertThat(attempts(made.get("id"))).hasSize(1);
      assertThat(chat.heard().stream().map(Heard::body).distinct())
          .singleElement()
          .asString()
          .startsWith("{\"text\":\"37 new cases\\n- ");
    }
  }

  @Test
  void aTestMessageTellsAtOnceWhetherItArrived() throws Exception {
    try (var receiver = new Receiver(Receiver.OK);
        var broken = new Receiver(Receiver.status(503));
        var teams = new Receiver(Receiver.OK)) {
      test(endpoint(receiver.url(), "WEBHOOK", storefronts(shop)), true, 200);
      test(endpoint(broken.url(), "WEBHOOK", storefronts(shop)), false, 503);
      test(endpoint(teams.url(), "TEAMS", storefronts(shop)), true, 200);
      assertThat(receiver.heard().getFirst().body()).contains("\"type\":\"endpoint.test\"");
      assertThat(teams.heard().getFirst().body()).contains("AdaptiveCard");
    }
  }

  /** More than once if need be: an attempt takes a second at most, short on a busy machine. */
  private static void test(Map<String, String> endpoint, boolean ok, int status) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                asTest()
                    .post("/v1/endpoints/" + endpoint.get("id") + "/test")
                    .then()
                    .statusCode(200)
                    .body("ok", equalTo(ok))
                    .body("status", equalTo(status)));
  }

  @Test
  void aNewSecretIsShownOnceAndTheOneBeforeStillHolds() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var made = endpoint(receiver.url(), "WEBHOOK", storefronts(shop));
      var path = "/v1/endpoints/" + made.get("id");
      assertThat(asTest().get(path).asString()).doesNotContain("secret");
      assertThat(asTest().get("/v1/endpoints").asString()).doesNotContain("whsec_");
      var next = asTest().post(path + "/rotate-secret").jsonPath().getString("secret");
      assertThat(next).startsWith("whsec_").isNotEqualTo(made.get("secret"));
      DeskForTests.open(1, shop);
      await().atMost(SOON).until(() -> delivered(made.get("id")) == 1);
      verify(made.get("secret"), receiver.heard().getFirst());
      verify(next, receiver.heard().getFirst());
      assertThat(TellingWorld.rows("select endpoints::text from endpoints"))
          .noneMatch(r -> r.contains("whsec_") || r.contains("/hook"));
    }
  }

  @Test
  void whereNothingMayBeSentIsRefusedWithItsPlaceAndNothingIsKept() {
    for (var url :
        List.of(
            "https://169.254.169.254/",
            "https://[::1]/",
            "https://0x7f.1/",
            "file:///x",
            "https://10.0.0.1/",
            "https://user@example.com/")) {
      post("/v1/endpoints", "{\"url\":\"" + url + "\",\"kind\":\"WEBHOOK\"}")
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/url"));
    }
    var good = "\"url\":\"http://127.0.0.1:9/\"";
    post("/v1/endpoints", "{" + good + ",\"kind\":\"MAIL\"}").then().statusCode(400);
    post("/v1/endpoints", "{\"kind\":\"WEBHOOK\"}").then().statusCode(400);
    post("/v1/endpoints", "{" + good + ",\"kind\":\"WEBHOOK\",\"events\":[\"x\"]}")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/events/0"));
    post("/v1/endpoints", "{" + good + ",\"kind\":\"WEBHOOK\",\"id\":\"a b\"}")
        .then()
        .statusCode(400);
    assertThat(count("select count(*) from endpoints")).isZero();
    asTest().get("/v1/endpoints/none").then().statusCode(404);
    asTest().get("/v1/endpoints/none/deliveries").then().statusCode(404);
  }

  @Test
  void anEndpointSavedWhenItWasPublicIsRefusedWhenItsNameWasReboundSince() throws Exception {
    var answers = new ArrayList<>(List.of("93.184.215.14", "10.0.0.7", "10.0.0.7"));
    var guard =
        new AddressGuard(
            host ->
                new java.net.InetAddress[] {java.net.InetAddress.getByName(answers.removeFirst())},
            List.of(),
            true);
    var url = EndpointUrl.of("http://rebound.example.com/");
    guard.check(url);
    var rebound = new Poster(io.vertx.core.Vertx.vertx(), guard, settings);
    var outcome = rebound.post(new Message.Post(url, new HashMap<>(), "{}"));
    rebound.close();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, f -> assertThat(f.words()).contains("not public"));
  }

  @Test
  void theFiguresAreThere() {
    DeskForTests.open(1, shop);
    assertThat(asTest().get("/q/metrics").asString())
        .contains("heed_telling_waiting", "heed_telling_dead");
  }

  private static long delivered(String endpoint) {
    return count(
        "select count(*) from deliveries where state = 'DELIVERED' and recipient = '"
            + endpoint
            + "'");
  }

  private static Map<String, Long> attempts(String endpoint) {
    return TellingWorld.rows(
            "select id || ' ' || attempts from deliveries where recipient = '" + endpoint + "'")
        .stream()
        .map(row -> row.split(" "))
        .collect(Collectors.toMap(row -> row[0], row -> Long.valueOf(row[1])));
  }

  private static void verify(String secret, Heard heard) throws Exception {
    var names = List.of("webhook-id", "webhook-timestamp", "webhook-signature");
    var headers = new HashMap<String, List<String>>();
    for (var name : names) {
      headers.put(
          name,
          List.of(
              heard.headers().entrySet().stream()
                  .filter(e -> e.getKey().equalsIgnoreCase(name))
                  .findFirst()
                  .orElseThrow()
                  .getValue()
                  .getFirst()));
    }
    new Webhook(secret).verify(heard.body(), HttpHeaders.of(headers, (n, v) -> true));
  }
}
