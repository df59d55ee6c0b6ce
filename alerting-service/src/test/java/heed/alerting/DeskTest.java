package heed.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console asks beside the cases themselves. */
@QuarkusTest
@OnTheWire
@TestProfile(CasesResourceTest.Keys.class)
class DeskTest {
  @TestHTTPResource("/v1/cases/events")
  URI events;

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whoeverIsAtTheDoorIsTold() {
    given()
        .header("Authorization", "Bearer key-of-the-other-shop")
        .get("/v1/me")
        .then()
        .statusCode(200)
        .body("name", equalTo("other"))
        .body("roles", equalTo(java.util.List.of("agent")))
        .body("storefronts", hasItem("other-shop"));
    given().get("/v1/me").then().statusCode(401);
  }

  @Test
  void theLoadAndTheListKnowWhoHasWhat() throws Exception {
    var somebody = "s-" + UUID.randomUUID();
    var id = world.openCase("for somebody");
    World.post(id, "assign", "\"1\"", "{\"assignee\":\"" + somebody + "\"}").then().statusCode(200);
    var people = "teams.people.flatten().find { it.assignee == '" + somebody + "' }";
    await()
        .atMost(World.SOON)
        .untilAsserted(
            () -> World.asTest().get("/v1/load").then().body(people + ".live", equalTo(1)));
    World.asTest()
        .queryParam("assignee", somebody)
        .get("/v1/cases")
        .then()
        .statusCode(200)
        .body("items.id", equalTo(java.util.List.of(id.toString())));
    given()
        .header("Authorization", "Bearer key-of-the-other-shop")
        .get("/v1/load")
        .then()
        .statusCode(200)
        .body(people, equalTo(null));
  }

  @Test
  void whoLooksAtACaseIsToldToTheOthersUntilTheyLeave() throws Exception {
    var id = world.openCase("looked at");
    var window = UUID.randomUUID();
    try (var stream = new CaseEventsTest.Stream(events, null)) {
      beat(TestKey.PLAIN, id, "{\"window\":\"" + window + "\",\"doing\":\"ANSWERING\"}", 204);
      await()
          .atMost(World.SOON)
          .until(
              () ->
                  stream.of(id).stream()
                      .anyMatch(
                          h ->
                              h.event().equals("presence")
                                  && h.id().isEmpty()
                                  && h.data().contains("\"doing\":\"ANSWERING\"")));
      World.asTest().delete("/v1/cases/" + id + "/presence/" + window).then().statusCode(204);
      await()
          .atMost(World.SOON)
          .until(() -> stream.of(id).getLast().data().contains("\"people\":[]"));
    }
  }

  @Test
  void nobodyIsSeenAtACaseThatIsNotTheirs() {
    var id = world.openCase("private");
    var body = "{\"window\":\"" + UUID.randomUUID() + "\"}";
    beat("key-of-the-other-shop", id, body, 404);
    beat("key-of-an-analyst", id, body, 403);
    beat(TestKey.PLAIN, UUID.randomUUID(), body, 404);
    beat(TestKey.PLAIN, id, "{}", 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/team", "/settings", "/settings/rules", "/cases/any"})
  void everyPlaceOfTheConsoleIsThePage(String place) {
    given()
        .get(place)
        .then()
        .statusCode(200)
        .contentType(containsString("text/html"))
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .header("Cache-Control", containsString("max-age=0"))
        .body(containsString("/console/app.js"));
    assertThat(given().get("/settings/a/b").statusCode()).isEqualTo(404);
  }

  private static void beat(String key, UUID id, String body, int status) {
    given()
        .header("Authorization", "Bearer " + key)
        .contentType("application/json")
        .body(body)
        .post("/v1/cases/" + id + "/presence")
        .then()
        .statusCode(status);
  }
}
