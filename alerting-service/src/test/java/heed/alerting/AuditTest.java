package heed.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who did what is put down with what was done, and stays. */
@QuarkusTest
@OnTheWire
@TestProfile(RoutingResourceTest.Keys.class)
class AuditTest {
  @Inject Transactions transactions;

  @TestHTTPResource("/")
  URI root;

  private static RequestSpecification as(String key) {
    return given().header("Authorization", "Bearer " + key);
  }

  private static JsonPath audit(String query) {
    return World.asTest().get("/v1/audit?" + query).then().statusCode(200).extract().jsonPath();
  }

  private static UUID open(String storefront) {
    return DeskForTests.open(storefront, "Anna Secret", "secret@example.com", "SECRET words");
  }

  @Test
  void anActIsPutDownWithWhoseItIsAndNothingOfTheCustomer() {
    var id = open(TestKey.OURS);
    World.post(id, "notes", "\"1\"", "{\"text\":\"a SECRET note\"}").then().statusCode(200);
    World.asTest()
        .get("/v1/audit?object=" + id)
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(1))
        .body("items[0].holder", equalTo("key:test"))
        .body("items[0].name", equalTo("test"))
        .body("items[0].kind", equalTo("KEY"))
        .body("items[0].action", equalTo("POST /v1/cases/{id}/notes"))
        .body("items[0].object", equalTo(id.toString()))
        .body("items[0].storefront", equalTo(TestKey.OURS))
        .body("items[0].outcome", equalTo("DONE"));
    assertThat(World.asTest().get("/v1/audit?limit=500").asString())
        .doesNotContain("SECRET", "Anna", "secret@example.com");
  }

  @Test
  void anActThatIsNotDoneLeavesNoLine() {
    var id = open(TestKey.OURS);
    World.post(id, "notes", "\"7\"", "{\"text\":\"x\"}").then().statusCode(412);
    World.post(id, "reopen", "\"1\"", "{\"reason\":\"x\"}").then().statusCode(409);
    assertThat(audit("object=" + id).getList("items")).isEmpty();
  }

  @Test
  void whatIsRefusedForWantOfARightIsPutDown() {
    var id = open(TestKey.OURS);
    as(TestKey.only("analyst"))
        .header("If-Match", "\"1\"")
        .post("/v1/cases/" + id + "/acknowledge")
        .then()
        .statusCode(403);
    await()
        .atMost(World.SOON)
        .untilAsserted(
            () ->
                assertThat(audit("outcome=REFUSED&object=" + id).getList("items", Map.class))
                    .singleElement()
                    .satisfies(
                        line -> {
                          assertThat(line.get("name")).isEqualTo("only-analyst");
                          assertThat(line.get("status")).isEqualTo(403);
                        }));
    given().get("/q/metrics").then().body(containsString("heed_door_refusals_total"));
  }

  @Test
  void theDatabaseKeepsItsLinesWhateverItIsAsked() {
    var id = open(TestKey.OURS);
    World.post(id, "notes", "\"1\"", "{\"text\":\"x\"}").then().statusCode(200);
    for (var sql :
        List.of("update audit set name = 'somebody else'", "delete from audit", "truncate audit")) {
      assertThatThrownBy(() -> execute(sql)).hasStackTraceContaining("append-only");
    }
    execute(
        """
        insert into audit (at, holder, name, kind, action, request, outcome, status)
        values (now() - interval '500 days', 'key:old', 'old', 'KEY', 'POST /v1/old',
          gen_random_uuid(), 'DONE', 200)
        """);
    assertThat(audit("who=key:old").getList("items")).isNotEmpty();
    heed.alerting.audit.AuditForTests.forget();
    assertThat(audit("who=key:old").getList("items")).isEmpty();
    assertThat(audit("object=" + id).getList("items")).hasSize(1);
  }

  @Test
  void aTenantSeesItsOwnAndPagesDoNotOverlap() {
    for (var shop : List.of(TestKey.OURS, TestKey.THEIRS)) {
      for (var i = 0; i < 3; i++) {
        World.post(open(shop), "notes", "\"1\"", "{\"text\":\"x\"}").then().statusCode(200);
      }
    }
    var first = as(TestKey.THEIRS_KEY).get("/v1/audit?limit=2").jsonPath();
    var next = first.getString("nextCursor");
    var second =
        as(TestKey.THEIRS_KEY).queryParam("cursor", next).get("/v1/audit?limit=2").jsonPath();
    assertThat(first.getList("items.storefront")).containsOnly(TestKey.THEIRS);
    assertThat(second.getList("items.storefront")).containsOnly(TestKey.THEIRS);
    assertThat(first.getList("items.id")).doesNotContainAnyElementsOf(second.getList("items.id"));
    as(TestKey.THEIRS_KEY).get("/v1/audit?storefront=" + TestKey.OURS).then().statusCode(403);
    as(TestKey.THEIRS_KEY)
        .queryParam("cursor", next)
        .get("/v1/audit?limit=2&who=x")
        .then()
        .statusCode(400);
    as(TestKey.only("agent")).get("/v1/audit").then().statusCode(403);
    World.asTest().get("/v1/audit?outcome=x").then().statusCode(400);
    World.asTest().get("/v1/audit?from=yesterday").then().statusCode(400);
  }

  @Test
  void aLeadSeesNothingOfKeysAndPeople() {
    World.asTest()
        .contentType("application/json")
        .body("{\"name\":\"k %s\",\"roles\":[\"agent\"]}".formatted(UUID.randomUUID()))
        .post("/v1/access/keys")
        .then()
        .statusCode(201);
    World.post(open(TestKey.OURS), "notes", "\"1\"", "{\"text\":\"x\"}").then().statusCode(200);
    assertThat(audit("action=/v1/access/keys").getList("items")).isNotEmpty();
    var lead = as(TestKey.only("lead")).get("/v1/audit?limit=500").jsonPath();
    assertThat(lead.getList("items.storefront")).isNotEmpty().doesNotContainNull();
  }

  @Test
  void whatNobodyWaitedForIsNotPutDownAsDone() {
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(World.SOON)
        .untilAsserted(
            () -> {
              askAndLeave();
              assertThat(
                      audit("who=nobody&outcome=UNKNOWN&action=/sign-in").getList("items.status"))
                  .contains(499);
            });
    assertThat(audit("who=nobody&outcome=DONE&action=/sign-in").getList("items")).isEmpty();
  }

  /** A password is compared so slowly that the connection is gone before. */
  private void askAndLeave() throws IOException {
    var body = "{\"name\":\"n %s\",\"password\":\"wrong\"}".formatted(UUID.randomUUID());
    var request =
        "POST /sign-in HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(root.getAuthority(), body.length(), body);
    try (var socket = new Socket(root.getHost(), root.getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void theTableIsTheSameLines() {
    World.post(open(TestKey.OURS), "notes", "\"1\"", "{\"text\":\"x\"}").then().statusCode(200);
    World.asTest()
        .accept("text/csv")
        .get("/v1/audit?limit=1")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/csv"))
        .header("Link", containsString("rel=\"next\""))
        .body(startsWith("id,at,holder,name,kind,action,object,storefront,request,outcome,status"));
  }

  private void execute(String sql) {
    transactions.read(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }
}
