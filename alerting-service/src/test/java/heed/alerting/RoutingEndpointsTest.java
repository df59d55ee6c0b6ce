package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the routing sends somewhere must arrive: it names only endpoints that are there and hear.
 */
@QuarkusTest
@OnTheWire
@TestProfile(RoutingResourceTest.Keys.class)
class RoutingEndpointsTest {
  private static final String DOCUMENT =
      """
      {"defaultTeam": "t", "defaultPolicy": "p",
       "teams": [{"id": "t", "name": "T", "language": "en", "timeZone": "UTC",
                  "endpoints": ["first", "second"]}],
       "policies": [{"id": "p", "firstResponse": "PT1H", "escalation": [
         {"after": "PT0S", "to": "TEAM"}, {"after": "PT1H", "to": "WEBHOOK", "endpoint": "third"}]}]}
      """;

  @Inject Transactions transactions;

  @AfterEach
  void close() {
    RoutingTest.forget(transactions);
  }

  @Test
  void whatIsNotThereIsRefusedWithItsPlaceAndTheRemedy() {
    World.listen("second");
    put()
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body(
            "errors.pointer", contains("/teams/0/endpoints/0", "/policies/0/escalation/1/endpoint"))
        .body("errors[0].detail", allOf(containsString("first"), containsString("make it first")));
    assertThat(World.asTest().get("/v1/routing").header("ETag")).isEqualTo("\"0\"");
    World.listen("first");
    World.listen("third");
    put().then().statusCode(200);
  }

  @Test
  void whatIsDisabledIsRefusedToo() {
    Stream.of("first", "second", "third").forEach(World::listen);
    enable("third", false);
    put()
        .then()
        .statusCode(400)
        .body("errors.pointer", contains("/policies/0/escalation/1/endpoint"))
        .body("errors[0].detail", containsString("enable it"));
    enable("third", true);
    put().then().statusCode(200);
  }

  @Test
  void aDryRunOfADocumentSaysTheSameAsPuttingIt() {
    World.listen("second");
    dryRun()
        .then()
        .statusCode(400)
        .body(
            "errors.pointer",
            contains(
                "/document/teams/0/endpoints/0", "/document/policies/0/escalation/1/endpoint"));
    World.listen("first");
    World.listen("third");
    dryRun().then().statusCode(200).body("team", equalTo("t"));
  }

  @Test
  void anEndpointThatTheRoutingNamesStaysUntilItIsTakenOut() {
    Stream.of("first", "second", "third").forEach(World::listen);
    put().then().statusCode(200);
    delete("third")
        .then()
        .statusCode(409)
        .body("detail", containsString("/policies/0/escalation/1/endpoint"));
    World.asTest().get("/v1/endpoints/third").then().statusCode(200);
    put(DOCUMENT.replaceAll(", \\{\"after\": \"PT1H\".*?}", "")).then().statusCode(200);
    delete("third").then().statusCode(204);
  }

  @Test
  void whoeverIsFirstTheOneInForceNamesWhatIsThere() throws Exception {
    for (var i = 0; i < 10; i++) {
      Stream.of("first", "second", "third").forEach(World::listen);
      Callable<Integer> deleting = () -> delete("third").statusCode();
      Callable<Integer> putting = () -> put().statusCode();
      try (var both = Executors.newFixedThreadPool(2)) {
        var deleted = both.submit(deleting);
        var put = both.submit(putting);
        assertThat(List.of(deleted.get(), put.get())).isIn(List.of(204, 400), List.of(409, 200));
      }
      RoutingTest.forget(transactions);
    }
  }

  private static void enable(String id, boolean enabled) {
    World.asTest()
        .contentType("application/json")
        .body("{\"enabled\":" + enabled + "}")
        .patch("/v1/endpoints/" + id)
        .then()
        .statusCode(200);
  }

  private static Response delete(String id) {
    return World.asTest().delete("/v1/endpoints/" + id);
  }

  private static Response put() {
    return put(DOCUMENT);
  }

  private static Response put(String document) {
    return World.asTest()
        .header("If-Match", World.asTest().get("/v1/routing").header("ETag"))
        .contentType("application/json")
        .body(document)
        .put("/v1/routing");
  }

  private static Response dryRun() {
    return World.asTest()
        .contentType("application/json")
        .body("{\"storefront\":\"x\",\"product\":\"y\",\"document\":" + DOCUMENT + "}")
        .post("/v1/routing/dry-run");
  }
}
