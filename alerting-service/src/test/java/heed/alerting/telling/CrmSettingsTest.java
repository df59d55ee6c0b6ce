package heed.alerting.telling;

import static heed.alerting.telling.CrmWorld.SMALL;
import static heed.alerting.telling.CrmWorld.crm;
import static heed.alerting.telling.CrmWorld.make;
import static heed.alerting.telling.CrmWorld.shipped;
import static heed.alerting.telling.CrmWorld.text;
import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.asTest;
import static heed.alerting.telling.TellingWorld.post;
import static heed.alerting.telling.TellingWorld.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import heed.alerting.OnTheWire;
import heed.alerting.crm.Mapping;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a CRM is made, changed, tried and looked at. */
@QuarkusTest
@OnTheWire
@TestProfile(WebhooksTest.Quick.class)
class CrmSettingsTest {
  private final String shop = "shop-" + UUID.randomUUID();

  @AfterEach
  void tidy() {
    TellingWorld.tidy();
  }

  private static ValidatableResponse change(String id, Map<String, Object> what) {
    return asTest()
        .contentType("application/json")
        .body(text(what))
        .patch("/v1/endpoints/" + id)
        .then();
  }

  private static ValidatableResponse preview(String id, Map<String, Object> what) {
    return post("/v1/endpoints/" + id + "/preview", text(what)).then();
  }

  @Test
  void itsSecretIsSealedAndNeverShown() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      var shown = asTest().get("/v1/endpoints/" + id).asString();
      assertThat(shown).contains("\"authorized\":true", "customer.erased").doesNotContain("secret");
      assertThat(rows("select \"authorization\" from endpoints where id = '" + id + "'").getFirst())
          .doesNotContain("top-secret");
      change(id, Map.of("enabled", true)).statusCode(200).body("authorized", equalTo(true));
      change(id, Map.of("authorization", "")).body("authorized", equalTo(false));
      change(id, Map.of("authorization", "Bearer x\ny"))
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/authorization"));
    }
  }

  @Test
  void aFaultOfTheMappingIsNamedAtItsPlace() {
    make("http://127.0.0.1:9", shop, SMALL.replace("$fact: case.id", "$fact: case.idd"), Map.of())
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors[0].pointer", equalTo("/mapping/requests/1/body/case/$fact"))
        .body("errors[0].detail", containsString("case.id, "));
    make("http://127.0.0.1:9/?key=x", shop, SMALL, Map.of())
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/url"));
    make("http://127.0.0.1:9", shop, SMALL, Map.of("events", List.of("sla.warned")))
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/events/0"))
        .body("detail", containsString("customer.erased"));
    post("/v1/endpoints", "{\"kind\": \"CRM\", \"url\": \"http://127.0.0.1:9\"}")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/mapping"));
    post(
            "/v1/endpoints",
            "{\"kind\": \"SLACK\", \"url\": \"http://127.0.0.1:9\", \"mapping\": \"x\"}")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/mapping"));
  }

  @Test
  void aMappingIsChangedUnlessWhatIsHeardWouldHaveNoRequest() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      change(id, Map.of("mapping", shipped("hubspot"))).statusCode(200);
      change(id, Map.of("events", List.of("sla.breached"))).statusCode(200);
      change(id, Map.of("mapping", SMALL))
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/events/0"));
      change(id, Map.of("mapping", SMALL, "events", List.of("*")))
          .statusCode(200)
          .body("mapping", equalTo(SMALL))
          .body("events", nullValue());
    }
  }

  @Test
  void aTestAsksWithTheSecretAndChangesNothing() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      await() // an attempt takes a second at most, which is short on a busy machine
          .atMost(SOON)
          .until(() -> post("/v1/endpoints/" + id + "/test", "{}").jsonPath().getBoolean("ok"));
      var heard = receiver.heard().getFirst();
      assertThat(heard.method() + " " + heard.target()).isEqualTo("GET /me");
      assertThat(heard.header("Authorization")).isEqualTo("Bearer top-secret");
      var without = SMALL.substring(0, SMALL.indexOf("test:"));
      change(id, Map.of("mapping", without)).statusCode(200);
      post("/v1/endpoints/" + id + "/test", "{}")
          .then()
          .statusCode(409)
          .body("detail", containsString("has no test"));
      assertThat(receiver.heard()).allMatch(h -> h.method().equals("GET"));
    }
  }

  @Test
  void aPreviewShowsEveryRequestOfEveryShippedMappingAndSendsNone() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      for (var name : List.of("hubspot", "salesforce")) {
        for (var type : Mapping.read(shipped(name)).types()) {
          preview(id, Map.of("event", type, "mapping", shipped(name)))
              .statusCode(200)
              .body("event", equalTo(type))
              .body("headers.authorization", equalTo("…"))
              .body("url", containsString(receiver.base() + "/"));
        }
      }
      preview(id, Map.of())
          .body("method", equalTo("POST"))
          .body("body.what", equalTo("case.answered"))
          .body("body.status", equalTo("RESOLVED"));
      preview(id, Map.of("event", "sla.warned"))
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/event"));
      preview(id, Map.of("mapping", "requests: 1"))
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/mapping/requests"));
      assertThat(receiver.heard()).isEmpty();
      var hook = TellingWorld.endpoint(receiver.url(), "WEBHOOK", "").get("id");
      preview(hook, Map.of()).statusCode(409);
    }
  }

  @Test
  void itsSecretDoesNotGoToAnotherServerUnlessItIsGivenAgain() throws Exception {
    try (var receiver = new Receiver(Receiver.OK);
        var stranger = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      var elsewhere = receiver.base().replace("http://127.0.0.1", "http://127.0.0.2");
      for (var url :
          List.of(stranger.base(), elsewhere, receiver.base().replace("http", "https"))) {
        change(id, Map.of("url", url))
            .statusCode(400)
            .body("errors[0].pointer", equalTo("/authorization"));
      }
      assertThat(asTest().get("/v1/endpoints/" + id).jsonPath().getString("url"))
          .startsWith(receiver.base());
      change(id, Map.of("url", receiver.base() + "/api")).body("authorized", equalTo(true));
      change(id, Map.of("url", stranger.base(), "authorization", ""))
          .statusCode(200)
          .body("authorized", equalTo(false));
      change(id, Map.of("url", receiver.base())).statusCode(200);
      change(id, Map.of("url", stranger.base(), "authorization", "Bearer of-the-stranger"))
          .statusCode(200)
          .body("authorized", equalTo(true));
    }
  }

  @Test
  void aRoutingDoesNotNameIt() throws Exception {
    try (var receiver = new Receiver(Receiver.OK)) {
      var id = crm(receiver, shop, SMALL);
      var document =
          """
          {"defaultTeam": "a", "defaultPolicy": "p",
           "teams": [{"id": "a", "name": "A", "language": "en", "timeZone": "UTC", "endpoints": ["%s"]}],
           "policies": [{"id": "p", "firstResponse": "PT24H"}]}
          """
              .formatted(id);
      var version = asTest().get("/v1/routing").header("ETag");
      asTest()
          .header("If-Match", version)
          .contentType("application/json")
          .body(document)
          .put("/v1/routing")
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/teams/0/endpoints/0"));
    }
  }
}
