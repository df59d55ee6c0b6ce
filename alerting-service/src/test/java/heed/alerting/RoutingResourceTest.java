package heed.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import heed.events.CaseFact.CaseEscalated;
import heed.events.EventType;
import heed.events.Tags.Label;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
@TestProfile(RoutingResourceTest.Keys.class)
class RoutingResourceTest {
  private static final String YAML = "application/yaml";

  /** Narrower keys beside the one that opens every door. */
  public static class Keys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var keys = new HashMap<String, String>();
      keys.putAll(TestKey.config("leads-one", "key-of-a-lead-of-one-shop", "riga-shop", "lead"));
      keys.putAll(TestKey.config("answers", "key-of-an-agent-elsewhere", "other", "agent"));
      keys.put("heed.telling.allow-private", "127.0.0.0/8");
      return keys;
    }
  }

  @Inject StreamBatch batch;
  @Inject Transactions transactions;

  private final World world = new World();

  @BeforeEach
  void listen() {
    World.listen("chat");
  }

  @AfterEach
  void close() {
    RoutingTest.forget(transactions);
    world.close();
  }

  @Test
  void aDocumentIsPutReadBackAndKeptInBothFormats() {
    var version = put(RoutingTest.text("full.yaml"), YAML).then().statusCode(200).extract();
    var etag = version.header("ETag");
    World.asTest()
        .accept(YAML)
        .get("/v1/routing")
        .then()
        .statusCode(200)
        .contentType(startsWith(YAML))
        .header("ETag", etag)
        .body(containsString("from: \"22:00\""));
    var yaml = World.asTest().accept(YAML).get("/v1/routing").asString();
    assertThat(RoutingReader.read(RoutingFormat.YAML.tree(yaml))).isEqualTo(RoutingTest.full());
    var json = World.asTest().get("/v1/routing").then().statusCode(200).extract().asString();
    assertThat(RoutingReader.read(RoutingFormat.JSON.tree(json))).isEqualTo(RoutingTest.full());
    put(json, "application/json").then().statusCode(200);
    World.asTest()
        .get("/v1/routing/versions/" + etag.replace("\"", ""))
        .then()
        .statusCode(200)
        .body("defaultTeam", equalTo("support"));
    World.asTest()
        .get("/v1/routing/versions?limit=2")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(2))
        .body("items[1].by", equalTo("test"));
    World.asTest().get("/v1/routing/versions/0").then().body("defaultTeam", equalTo("default"));
    World.asTest().get("/v1/routing/versions/999999").then().statusCode(404);
    World.asTest().get("/v1/routing/versions/x").then().statusCode(404);
  }

  @Test
  void aWriterMustHaveSeenWhatIsInForce() {
    var text = RoutingTest.text("full.yaml").getBytes(StandardCharsets.UTF_8);
    World.asTest().contentType(YAML).body(text).put("/v1/routing").then().statusCode(428);
    World.asTest()
        .contentType(YAML)
        .header("If-Match", "\"99999\"")
        .body(text)
        .put("/v1/routing")
        .then()
        .statusCode(412)
        .header("ETag", etag())
        .body("detail", startsWith("the routing has changed since"));
  }

  @Test
  void ofManyWritersWhoSawTheSameOneWins() throws Exception {
    var etag = etag();
    var text = RoutingTest.text("full.yaml");
    try (var writers = Executors.newFixedThreadPool(8)) {
      var answers =
          writers
              .invokeAll(
                  Collections.nCopies(16, () -> put(text, YAML, etag, TestKey.PLAIN).statusCode()))
              .stream()
              .map(RoutingResourceTest::value)
              .toList();
      assertThat(answers).containsOnly(200, 412);
      assertThat(answers).filteredOn(s -> s.equals(200)).hasSize(1);
    }
  }

  @Test
  void everyFaultIsAProblemWithItsPointer() {
    var wrong = RoutingTest.text("full.yaml").replace("PT24H", "PT0S").replace("LEAD", "BOSS");
    put(wrong, YAML)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body(
            "errors.pointer", contains("/policies/0/firstResponse", "/policies/1/escalation/1/to"));
    put("a: [", YAML).then().statusCode(400).body("detail", containsString("not valid YAML"));
    put("[]", "application/json").then().statusCode(400);
    put("{\"a\":1}", "application/json")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("/a"));
    World.asTest()
        .header("If-Match", etag())
        .contentType("text/plain")
        .body("x")
        .put("/v1/routing")
        .then()
        .statusCode(415);
    var closed =
        RoutingTest.text("full.yaml")
            .replaceAll("(?m)^      (MON|TUE|FRI).*$", "")
            .replace("    week:\n", "    week: {SUN: [00:00-00:01]}\n");
    put(closed, YAML).then().statusCode(400).body("errors[0].pointer", equalTo("/calendars/0"));
  }

  @Test
  void onlyWhoLeadsEveryStorefrontWrites() {
    var text = RoutingTest.text("full.yaml");
    put(text, YAML, etag(), "key-of-a-lead-of-one-shop").then().statusCode(403);
    put(text, YAML, etag(), "key-of-an-agent-elsewhere").then().statusCode(403);
    given().get("/v1/routing").then().statusCode(401);
  }

  @Test
  void whatWouldThisReviewDo() {
    put(RoutingTest.text("full.yaml"), YAML).then().statusCode(200);
    var friday = "\"receivedAt\":\"2026-11-27T16:30:00Z\""; // 18:30 in Riga, open until midnight
    dryRun(
            "{\"storefront\":\"riga-shop\",\"product\":\"sku-1\",\"country\":\"EE\",\"urgency\":\"HIGH\",\"aspect\":[\"DELIVERY\"],\"score\":-0.9,"
                + friday
                + "}")
        .then()
        .statusCode(200)
        .body("rule", equalTo("urgent in the Baltics"))
        .body("team", equalTo("baltics"))
        .body("priority", equalTo("URGENT"))
        .body("policy", equalTo("swift"))
        .body("dueAt", equalTo("2026-11-27T20:30:00Z"))
        .body("marks.mark", hasItem("escalated-lead"))
        .body("marks.find { it.mark == 'escalated-webhook' }.at", equalTo("2026-11-27T21:30:00Z"))
        .body("marks.find { it.mark == 'warned-0.5' }.type", equalTo("sla.warned"));
    dryRun("{\"review\":{\"storefront\":\"x\",\"product\":\"y\"}}")
        .then()
        .statusCode(200)
        .body("rule", nullValue())
        .body("team", equalTo("support"));
    var other = RoutingFormat.JSON.write(Given.DECIDER.routing());
    dryRun("{\"storefront\":\"x\",\"product\":\"y\",\"document\":" + other + "}")
        .then()
        .statusCode(200)
        .body("team", equalTo("default"));
    dryRun("{\"product\":\"y\",\"document\":{\"rules\":1}}")
        .then()
        .statusCode(400)
        .body("errors.pointer", hasItem("/storefront"))
        .body("errors.pointer", hasItem("/document/rules"));
  }

  @Test
  void aCaseCanBeAskedAboutByWhoeverMaySeeIt() {
    var id = world.openCase("bad");
    dryRun("{\"caseId\":\"" + id + "\"}")
        .then()
        .statusCode(200)
        .body("priority", equalTo(World.get(id).jsonPath().getString("priority")));
    given()
        .header("Authorization", "Bearer key-of-an-agent-elsewhere")
        .contentType("application/json")
        .body("{\"caseId\":\"" + id + "\"}")
        .post("/v1/routing/dry-run")
        .then()
        .statusCode(404);
  }

  @Test
  void anEditHoldsForCasesThatOpenAfterItAndForNoOther() {
    put(RoutingTest.text("full.yaml"), YAML).then().statusCode(200);
    var before = open("sku-before");
    var edited =
        RoutingTest.text("full.yaml")
            .replace("firstResponse: PT24H", "firstResponse: PT48H")
            .replace("calendar: riga\n    quietHours", "quietHours")
            .replace("lv}\n    team: baltics", "lv}\n    team: support\n    priority: LOW");
    put(edited, YAML).then().statusCode(200);
    var after = open("sku-after");
    var pinned = World.get(before).jsonPath();
    assertThat(pinned.getString("team")).isEqualTo("baltics");
    assertThat(pinned.getString("priority")).isEqualTo("HIGH");
    assertThat(pinned.getString("pinned.rule")).isEqualTo("Latvian");
    assertThat(pinned.getString("pinned.policy")).isEqualTo("standard");
    var changed = World.get(after).jsonPath();
    assertThat(changed.getString("team")).isEqualTo("support");
    assertThat(changed.getString("priority")).isEqualTo("LOW");
    assertThat(changed.getInt("pinned.routing")).isEqualTo(pinned.getInt("pinned.routing") + 1);
    assertThat(Duration.between(at(changed, "sla.startedAt"), at(changed, "sla.dueAt")))
        .isEqualTo(Duration.ofHours(48));
    World.post(before, "acknowledge", "\"1\"", null).then().statusCode(200);
    assertThat(World.get(before).jsonPath().getString("sla.dueAt"))
        .isEqualTo(pinned.getString("sla.dueAt"));
  }

  @Test
  void allClocksOfACaseAreShown() {
    put(
            RoutingTest.text("full.yaml")
                .replace("firstResponse: PT24H", "firstResponse: PT24H\n    resolution: PT72H")
                .replace("language: lv}", "language: tlh}"),
            YAML)
        .then()
        .statusCode(200);
    var id = open("sku-clocks");
    var answer = "{\"text\":\"sorry\",\"visibility\":\"PUBLIC\"}";
    World.post(id, "answer", "\"1\"", answer).then().statusCode(200);
    var paused = World.get(id).jsonPath();
    assertThat(paused.getList("clocks.kind")).containsExactly("FIRST_RESPONSE", "RESOLUTION");
    assertThat(paused.getString("clocks[1].pausedAt")).isNotNull();
    World.post(id, "resolve", "\"2\"", "{\"resolution\":\"done\"}").then().statusCode(200);
    World.post(id, "reopen", "\"3\"", "{\"reason\":\"again\"}").then().statusCode(200);
    var again = World.get(id).jsonPath();
    assertThat(again.getList("clocks.kind"))
        .containsExactly("FIRST_RESPONSE", "NEXT_RESPONSE", "RESOLUTION");
    assertThat(again.getList("clocks.status")).containsExactly("MET", "RUNNING", "RUNNING");
    assertThat(again.getList("clocks.cycle")).containsExactly(1, 2, 1);
    assertThat(again.getString("clocks[2].pausedAt")).isNull();
    assertThat(at(again, "clocks[2].dueAt")).isAfter(at(paused, "clocks[1].dueAt"));
  }

  @Test
  void aCaseIsGivenToTeamsOnlyThatTheRoutingKnows() {
    put(RoutingTest.text("full.yaml"), YAML).then().statusCode(200);
    var id = open("sku-team");
    assign(id, 1, "{\"team\":\"nordics\"}")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors[0].pointer", equalTo("/team"))
        .body(
            "errors[0].detail", equalTo("no team has this id; there is support, baltics, default"));
    World.get(id).then().header("ETag", "\"1\"").body("team", equalTo("baltics"));
    assign(id, 1, "{\"team\":\"support\"}").then().statusCode(200);
    assign(id, 2, "{\"team\":\"default\"}").then().statusCode(200); // the configured one
  }

  @Test
  void aCaseWhoseTeamIsGoneIsWorkedOnAndGivenAwayButNothingIsGivenToIt() {
    put(RoutingTest.text("full.yaml"), YAML).then().statusCode(200);
    var left = open("sku-left");
    put(RoutingFormat.JSON.write(Given.DECIDER.routing()), "application/json")
        .then()
        .statusCode(200);
    assign(left, 1, "{\"assignee\":\"ilze\",\"team\":\"baltics\"}")
        .then()
        .statusCode(200)
        .body("team", equalTo("baltics"));
    World.post(left, "acknowledge", "\"2\"", null).then().statusCode(200);
    assign(left, 3, "{\"team\":\"default\"}").then().statusCode(200);
    assign(left, 4, "{\"team\":\"baltics\"}").then().statusCode(400);
  }

  private static Response assign(UUID id, int version, String body) {
    return World.post(id, "assign", "\"" + version + "\"", body);
  }

  @Test
  void escalationIsToldWithItsStepAndWhereItGoes() {
    var yaml =
        """
        defaultTeam: t
        defaultPolicy: p
        teams: [{id: t, name: T, language: en, timeZone: UTC}]
        policies:
          - id: p
            firstResponse: PT1H
            escalation:
              - {after: -PT1H, to: WEBHOOK, endpoint: chat}
              - {after: PT1H, to: MANAGER}
        rules: []
        """;
    put(yaml, YAML).then().statusCode(200);
    var id = open("sku-steps");
    var told = world.eventsUntil(id, EventType.CASE_ESCALATED).getLast();
    assertThat(told.fact()).isEqualTo(new CaseEscalated("webhook", "WEBHOOK", "chat"));
    World.get(id)
        .then()
        .body("timeline[1].type", equalTo("case.escalated"))
        .body("timeline[1].detail.endpoint", endsWith("chat"))
        .body("version", equalTo(1));
  }

  private UUID open(String product) {
    var id = UUID.randomUUID();
    var r =
        Given.tagged(
            id, "riga-shop", "c", World.revision(), Label.NEGATIVE, 1, product, Instant.now());
    batch.apply(List.of(new FromStream.Tagged(r)));
    return world.awaitCase(id);
  }

  private static Instant at(JsonPath json, String field) {
    return Instant.parse(json.getString(field));
  }

  private static Response dryRun(String body) {
    return World.asTest().contentType("application/json").body(body).post("/v1/routing/dry-run");
  }

  private static String etag() {
    return World.asTest().get("/v1/routing").header("ETag");
  }

  private static Response put(String body, String type) {
    return put(body, type, etag(), TestKey.PLAIN);
  }

  private static Response put(String body, String type, String etag, String key) {
    return given()
        .header("Authorization", "Bearer " + key)
        .header("If-Match", etag)
        .contentType(type)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .put("/v1/routing");
  }

  private static <T> T value(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
