package heed.alerting.telling;

import static heed.alerting.telling.CrmWorld.SMALL;
import static heed.alerting.telling.CrmWorld.deliveries;
import static heed.alerting.telling.CrmWorld.entered;
import static heed.alerting.telling.CrmWorld.make;
import static heed.alerting.telling.CrmWorld.send;
import static heed.alerting.telling.CrmWorld.text;
import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.asTest;
import static heed.alerting.telling.TellingWorld.post;
import static heed.alerting.telling.TellingWorld.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import heed.alerting.OnTheWire;
import heed.alerting.telling.Receiver.Heard;
import heed.events.Segment;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A CRM whose requests carry an access token that expires. */
@QuarkusTest
@OnTheWire
@TestProfile(WebhooksTest.Quick.class)
class CrmTokensTest {
  private static final String MAPPING = "token: test\n" + SMALL;

  private final String shop = "shop-" + UUID.randomUUID();
  private final TopicProbe probe = TopicProbe.at(KafkaForTests.bootstrapServers());

  @AfterEach
  void tidy() {
    TellingWorld.tidy();
    probe.close();
  }

  private static URI configured(String what) {
    return ConfigProvider.getConfig().getValue("heed.telling.crm.tokens.test." + what, URI.class);
  }

  private static TokenProvider provider() throws Exception {
    return new TokenProvider(configured("url").getPort());
  }

  /** Takes what carries the newest token of its provider, and refuses the rest. */
  private static Receiver crm(TokenProvider provider) throws Exception {
    return new Receiver(
        configured("server").getPort(),
        (exchange, receiver) -> {
          var carried = exchange.getRequestHeaders().getFirst("Authorization");
          (provider.knows(carried) ? Receiver.OK : Receiver.status(401)).to(exchange, receiver);
        });
  }

  private String made() {
    var made = make(configured("server").toString(), shop, MAPPING, Map.of());
    made.then().statusCode(201).body("authorized", equalTo(true));
    return made.jsonPath().getString("id");
  }

  @Test
  void aTokenIsGotOnceCarriedByEveryRequestAndRenewedOnceWhenItIsRefused() throws Exception {
    try (var provider = provider();
        var crm = crm(provider)) {
      var id = made();
      send(probe, entered(shop, "c-1", Segment.NEW));
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 1);
      var asked = provider.asked().size();
      send(probe, entered(shop, "c-2", Segment.NEW));
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 2);
      assertThat(provider.asked()).hasSize(asked);
      assertThat(provider.asked().getLast())
          .containsEntry("client_id", "heed")
          .containsEntry("client_secret", "secret-of-heed");
      assertThat(crm.heard().getLast().header("Authorization")).isEqualTo("Bearer token-" + asked);
      assertThat(crm.heard().getLast().header("Webhook-signature")).startsWith("v1,");

      // from now on the CRM refuses what it took before, as after a revocation
      var before = crm.heard().size();
      provider.forget();
      send(probe, entered(shop, "c-3", Segment.NEW));
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 3);
      var last = crm.heard().subList(before, crm.heard().size());
      assertThat(last).extracting(Heard::id).containsOnly(last.getFirst().id());
      assertThat(last.stream().map(h -> h.header("Authorization")).distinct())
          .startsWith("Bearer token-" + asked)
          .hasSizeGreaterThan(1);
      assertThat(provider.knows(last.getLast().header("Authorization"))).isTrue();
    }
  }

  @Test
  void withoutATokenNothingIsSentAndItIsSaidWhyUntilThereIsOne() throws Exception {
    try (var provider = provider();
        var crm = crm(provider)) {
      provider.forget();
      provider.status = 400;
      provider.answer = "{\"error\":\"invalid_grant\"}";
      var id = made();
      send(probe, entered(shop, "c-1", Segment.NEW));
      var outcome = "select outcome from deliveries where recipient = '" + id + "'";
      await()
          .atMost(SOON)
          .until(
              () ->
                  rows(outcome)
                      .equals(List.of("no access token: its provider answered 400 invalid_grant")));
      provider.answer = TokenProvider.TOKEN;
      provider.status = 200;
      await().atMost(SOON).until(() -> deliveries(id, "DELIVERED") == 1);
      await() // an attempt takes a second at most, which is short on a busy machine
          .atMost(SOON)
          .until(() -> post("/v1/endpoints/" + id + "/test", "{}").jsonPath().getBoolean("ok"));
      post("/v1/endpoints/" + id + "/preview", "{}")
          .then()
          .body("headers.authorization", equalTo("Bearer …"));
      assertThat(provider.knows(crm.heard().getLast().header("Authorization"))).isTrue();
    }
  }

  @Test
  void aTokenGoesToItsOwnServerAndToNoOther() {
    make("http://127.0.0.1:9", shop, MAPPING, Map.of())
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/mapping/token"))
        .body("errors[0].detail", containsString("heed.telling.crm.tokens.test.server"));
    make(configured("server").toString(), shop, "token: mine\n" + SMALL, Map.of())
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/mapping/token"))
        .body("errors[0].detail", containsString("there is test"));
    make(configured("server").toString(), shop, "token: [x]\n" + SMALL, Map.of())
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/mapping/token"));
    make(configured("server").toString(), shop, MAPPING, Map.of("authorization", "Bearer x"))
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/authorization"));
    var id = made();
    asTest()
        .contentType("application/json")
        .body(text(Map.of("url", "http://127.0.0.1:9")))
        .patch("/v1/endpoints/" + id)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/mapping/token"));
    assertThat(asTest().get("/v1/endpoints/" + id).asString()).doesNotContain("secret-of-heed");
  }
}
