package heed.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A team sees its own cases, and no others. */
@QuarkusTest
@OnTheWire
@TestProfile(RoutingResourceTest.Keys.class)
class TeamsTest {
  @TestHTTPResource("/v1/cases/events")
  URI events;

  @Inject Transactions transactions;

  @BeforeEach
  void twoTeams() {
    RoutingTest.forget(transactions);
    World.listen("chat");
    var etag = World.asTest().get("/v1/routing").header("ETag");
    World.asTest()
        .header("If-Match", etag)
        .contentType("application/yaml")
        .body(RoutingTest.text("full.yaml").getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .put("/v1/routing")
        .then()
        .statusCode(200);
  }

  @AfterEach
  void oneTeam() {
    RoutingTest.forget(transactions);
  }

  private static RequestSpecification of(String team) {
    return given().header("Authorization", "Bearer " + TestKey.ofTeam(team));
  }

  /** A Latvian one, which the document gives to the Baltic team. */
  private static UUID open(String storefront) {
    return DeskForTests.open(1, storefront).getFirst();
  }

  private static List<String> listed(String team, String storefront) {
    return of(team)
        .get("/v1/cases?limit=500&storefront=" + storefront)
        .jsonPath()
        .getList("items.id", String.class);
  }

  @Test
  void aForeignTeamsCaseIsNotThere() {
    var shop = "teams-" + UUID.randomUUID();
    var id = open(shop);
    of("baltics").get("/v1/cases/" + id).then().statusCode(200).body("team", equalTo("baltics"));
    assertThat(listed("baltics", shop)).containsExactly(id.toString());
    of("baltics").get("/v1/load?storefront=" + shop).then().body("teams[0].open", equalTo(1));

    assertThat(listed("support", shop)).isEmpty();
    of("support").get("/v1/cases/" + id).then().statusCode(404);
    of("support")
        .get("/v1/cases?team=baltics&storefront=" + shop)
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(0));
    of("support").get("/v1/load?storefront=" + shop).then().body("teams.size()", equalTo(0));
    of("support")
        .get("/v1/sla?storefront=" + shop)
        .then()
        .body("running", equalTo(0))
        .body("teams.size()", equalTo(0));
    of("baltics").get("/v1/sla?storefront=" + shop).then().body("running", equalTo(1));
    for (var act : List.of("acknowledge", "presence", "draft", "notes", "assign")) {
      of("support")
          .header("If-Match", "\"1\"")
          .contentType("application/json")
          .body(
              switch (act) {
                case "presence" -> "{\"window\":\"" + UUID.randomUUID() + "\"}";
                case "draft" -> "{\"template\":\"x\"}";
                case "notes" -> "{\"text\":\"x\"}";
                case "assign" -> "{\"team\":\"support\"}";
                default -> "{}";
              })
          .post("/v1/cases/" + id + "/" + act)
          .then()
          .statusCode(
              act.equals("acknowledge") ? org.hamcrest.Matchers.oneOf(404, 415) : equalTo(404));
    }
    of("support")
        .contentType("application/json")
        .body("{\"caseId\":\"" + id + "\"}")
        .post("/v1/routing/dry-run")
        .then()
        .statusCode(404);
    World.get(id).then().body("version", equalTo(1)).body("assignee", nullValue());
  }

  @Test
  void whoHandsACaseOverIsToldSoAndNothingMore() throws Exception {
    var shop = "teams-" + UUID.randomUUID();
    var id = open(shop);
    try (var ours = new CaseEventsTest.Stream(events, null, TestKey.ofTeam("baltics"));
        var theirs = new CaseEventsTest.Stream(events, null, TestKey.ofTeam("support"))) {
      of("baltics")
          .header("If-Match", "\"1\"")
          .contentType("application/json")
          .body("{\"team\":\"support\"}")
          .post("/v1/cases/" + id + "/assign")
          .then()
          .statusCode(200);
      await().atMost(World.SOON).until(() -> !ours.of(id).isEmpty() && !theirs.of(id).isEmpty());
      of("baltics").get("/v1/cases/" + id).then().statusCode(404);
      of("support")
          .header("If-Match", "\"2\"")
          .post("/v1/cases/" + id + "/acknowledge")
          .then()
          .statusCode(200);
      await().atMost(World.SOON).until(() -> theirs.of(id).size() == 2);
      assertThat(ours.of(id))
          .extracting(CaseEventsTest.Heard::event)
          .containsExactly("case.assigned");
      assertThat(theirs.of(id))
          .extracting(CaseEventsTest.Heard::event)
          .containsExactly("case.assigned", "case.acknowledged");
    }
  }

  @Test
  void meSaysWhichTeams() {
    of("support").get("/v1/me").then().body("teams", equalTo(List.of("support")));
    World.asTest().get("/v1/me").then().body("teams", nullValue());
  }
}
