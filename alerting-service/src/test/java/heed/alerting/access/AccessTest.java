package heed.alerting.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import heed.alerting.OnTheWire;
import heed.alerting.Sql;
import heed.alerting.Transactions;
import heed.door.Roster;
import heed.events.AccessChanged;
import heed.events.EventJson;
import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and people over HTTP, in the database and on the topic. */
@QuarkusTest
@OnTheWire
class AccessTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String PASSWORD = "correct horse battery";

  @Inject Transactions transactions;

  @TestHTTPResource("/")
  URI root;

  private static RequestSpecification with(String key) {
    return given().header("Authorization", "Bearer " + key).contentType("application/json");
  }

  private static RequestSpecification admin() {
    return with(TestKey.PLAIN);
  }

  private static String unique(String word) {
    return word + " " + UUID.randomUUID();
  }

  private static ValidatableResponse makeKey(String by, String name, String rest) {
    return with(by).body("{\"name\":\"" + name + "\"" + rest + "}").post("/v1/access/keys").then();
  }

  private static ValidatableResponse invite(String name, String roles) {
    return admin()
        .body("{\"name\":\"" + name + "\",\"roles\":" + roles + "}")
        .post("/v1/access/people")
        .then();
  }

  private static String accept(String invitation) {
    return given()
        .contentType("application/json")
        .body(
            "{\"token\":\"%s\",\"password\":\"%s\"}"
                .formatted(invitation.substring(invitation.indexOf('=') + 1), PASSWORD))
        .post("/sign-in/invitation")
        .then()
        .statusCode(204)
        .extract()
        .cookie("heed_session");
  }

  private static ValidatableResponse signIn(String name, String password) {
    return given()
        .contentType("application/json")
        .body("{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password))
        .post("/sign-in")
        .then();
  }

  private static int me(String session) {
    return given().cookie("heed_session", session).get("/v1/me").statusCode();
  }

  @Test
  void aKeyIsShownOnceOpensAtOnceAndOpensNothingOnceItIsRevoked() {
    var name = unique("till");
    var made =
        makeKey(TestKey.PLAIN, name, ",\"roles\":[\"agent\"],\"storefronts\":[\"riga-shop\"]")
            .statusCode(201)
            .header("Cache-Control", "no-store")
            .body("name", equalTo(name))
            .body("createdBy", equalTo("test"))
            .body("teams", equalTo(java.util.List.of("*")))
            .extract();
    String secret = made.path("secret");
    String id = made.path("id");
    assertThat(KeySecret.wellFormed(secret)).isTrue();
    assertThat(secret).startsWith(made.<String>path("prefix"));
    with(secret).get("/v1/me").then().body("name", equalTo(name)).body("person", equalTo(false));
    admin()
        .get("/v1/access/keys/" + id)
        .then()
        .statusCode(200)
        .body("", not(hasKey("secret")))
        .body("storefronts[0]", equalTo("riga-shop"));
    assertThat(admin().get("/v1/access/keys?limit=500").asString())
        .contains(id)
        .doesNotContain(secret, "sha256");
    Awaitility.await()
        .atMost(SOON)
        .until(() -> admin().get("/v1/access/keys/" + id).path("lastUsed") != null);
    admin().delete("/v1/access/keys/" + id).then().statusCode(204);
    with(secret).get("/v1/me").then().statusCode(401);
    admin().get("/v1/access/keys/" + id).then().statusCode(404);
    makeKey(TestKey.PLAIN, name, ",\"roles\":[\"agent\"]").statusCode(201);
  }

  @Test
  void everyDoorIsToldOfAKeyItsRotationAndItsEndAndOfNoSecret() {
    var roster = new Roster();
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var told = probe.listen(Topics.ACCESS_CHANGED)) {
      var made = makeKey(TestKey.PLAIN, unique("shop"), ",\"roles\":[\"storefront\"]").extract();
      String id = made.path("id");
      String first = made.path("secret");
      hear(told, id, roster);
      assertThat(roster.byKey(hash(first), Instant.now()).roles()).containsExactly("storefront");
      String second =
          admin()
              .body("{}")
              .post("/v1/access/keys/" + id + "/rotate")
              .then()
              .extract()
              .path("secret");
      hear(told, id, roster);
      for (var secret : new String[] {first, second}) {
        assertThat(roster.byKey(hash(secret), Instant.now())).isNotNull();
        with(secret).get("/v1/me").then().statusCode(200);
      }
      var later = Instant.now().plus(AccessDecider.OVERLAP);
      assertThat(roster.byKey(hash(first), later)).isNull();
      assertThat(roster.byKey(hash(second), later)).isNotNull();
      admin().delete("/v1/access/keys/" + id).then().statusCode(204);
      var last = hear(told, id, roster);
      assertThat(last).contains("\"revoked\":true").doesNotContain(first, second);
      assertThat(roster.byKey(hash(second), Instant.now())).isNull();
    }
  }

  private static String hear(TopicListener told, String id, Roster roster) {
    var record = told.next(1, SOON, r -> id.equals(new String(r.key()))).getLast();
    assertThat(TopicListener.header(record, "ce_type")).isEqualTo("access.changed.v1");
    roster.hear(EventJson.read(record.value(), AccessChanged.class));
    return TopicListener.text(record);
  }

  private static byte[] hash(String secret) {
    return HexFormat.of().parseHex(KeySecret.sha256(secret));
  }

  @Test
  void anAdminOfOneShopNeitherGivesNorSeesNorTouchesMore() {
    String small =
        makeKey(
                TestKey.PLAIN,
                unique("admin of riga"),
                ",\"roles\":[\"admin\",\"agent\"],\"storefronts\":[\"riga-shop\"]")
            .extract()
            .path("secret");
    String large =
        makeKey(TestKey.PLAIN, unique("large"), ",\"roles\":[\"agent\"]").extract().path("id");
    makeKey(small, unique("a"), ",\"roles\":[\"lead\"]")
        .statusCode(403)
        .body("detail", containsString("roles"));
    makeKey(small, unique("b"), ",\"roles\":[\"agent\"],\"storefronts\":[\"*\"]").statusCode(403);
    makeKey(small, unique("c"), ",\"roles\":[\"agent\"]")
        .statusCode(201)
        .body("storefronts", equalTo(java.util.List.of("riga-shop")));
    with(small).get("/v1/access/keys/" + large).then().statusCode(404);
    with(small).body("{}").post("/v1/access/keys/" + large + "/rotate").then().statusCode(404);
    with(small).delete("/v1/access/keys/" + large).then().statusCode(404);
    assertThat(with(small).get("/v1/access/keys?limit=500").asString()).doesNotContain(large);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/name",
        "{\"name\":\"x\"}|/roles",
        "{\"name\":\"x\",\"roles\":[\"boss\"]}|/roles/0",
        "{\"name\":\"x\",\"roles\":[\"agent\"],\"storefronts\":[]}|/storefronts",
        "{\"name\":\"x\",\"roles\":[\"agent\"],\"teams\":[null]}|/teams/0",
        "{\"name\":\"x\",\"roles\":[\"agent\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}|/expiresAt",
        "{\"name\":\"x\",\"roles\":[\"agent\"],\"expiresAt\":\"9999-01-01T00:00:00Z\"}|/expiresAt",
        "{\"name\":\"a\\u0000b\",\"roles\":[\"agent\"]}|/name"
      })
  void badInputIsRefusedNamingItsPlace(String body, String pointer) {
    admin()
        .body(body)
        .post("/v1/access/keys")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors.pointer", hasItem(pointer));
  }

  @Test
  void whatNoDatabaseCouldKeepIsRefusedBeforeItIsAsked() {
    admin().get("/v1/access/keys/%00").then().statusCode(404);
    admin().delete("/v1/access/people/person-%F0").then().statusCode(404);
    signIn("a\\u0000b", PASSWORD).statusCode(400);
  }

  @Test
  void namesAreGivenOnceAlsoThoseOfTheConfiguration() {
    var name = unique("Anna");
    makeKey(TestKey.PLAIN, name, ",\"roles\":[\"agent\"]").statusCode(201);
    makeKey(TestKey.PLAIN, name.toUpperCase(), ",\"roles\":[\"agent\"]").statusCode(409);
    invite(name, "[\"agent\"]").statusCode(409);
    invite("Test", "[\"agent\"]").statusCode(409);
  }

  @Test
  void onlyAdminsAreLetInHere() {
    String agent =
        makeKey(TestKey.PLAIN, unique("agent"), ",\"roles\":[\"agent\"]").extract().path("secret");
    for (var path : new String[] {"/v1/access/keys", "/v1/access/people"}) {
      with(agent).get(path).then().statusCode(403);
      given().get(path).then().statusCode(401);
    }
  }

  @Test
  void aPersonIsInvitedOnceSignsInAndIsOutWhenDisabled() {
    var name = unique("Ilze");
    var made =
        invite(name, "[\"agent\"]")
            .statusCode(201)
            .body("signsIn", equalTo(false))
            .body("invitedUntil", notNullValue())
            .extract();
    String id = made.path("id");
    String invitation = made.path("invitation");
    signIn(name, PASSWORD).statusCode(403);
    var first = accept(invitation);
    assertThat(me(first)).isEqualTo(200);
    given()
        .contentType("application/json")
        .body(
            "{\"token\":\"%s\",\"password\":\"another long one\"}"
                .formatted(invitation.substring(invitation.indexOf('=') + 1)))
        .post("/sign-in/invitation")
        .then()
        .statusCode(403);
    admin()
        .get("/v1/access/people/" + id)
        .then()
        .body("signsIn", equalTo(true))
        .body("invitedUntil", nullValue());
    var session =
        signIn(name.toUpperCase(), PASSWORD).statusCode(204).extract().cookie("heed_session");
    assertThat(me(session)).isEqualTo(200);
    admin().body("{\"disabled\":true}").patch("/v1/access/people/" + id).then().statusCode(200);
    assertThat(me(session)).isEqualTo(401);
    signIn(name, PASSWORD).statusCode(403);
    admin().body("{\"disabled\":false}").patch("/v1/access/people/" + id).then().statusCode(200);
    assertThat(me(session)).isEqualTo(401);
    signIn(name, PASSWORD).statusCode(204);
  }

  @Test
  void anEventStreamIsCutOnceItsReaderIsNotLetInAnyMore() throws Exception {
    var made = invite(unique("Reader"), "[\"agent\"]").extract();
    String id = made.path("id");
    var session = accept(made.path("invitation"));
    var request =
        HttpRequest.newBuilder(URI.create(root + "v1/cases/events"))
            .header("Cookie", "heed_session=" + session)
            .header("Accept", "text/event-stream")
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      var read = CompletableFuture.runAsync(() -> readToTheEnd(answer.body()));
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      admin().body("{\"disabled\":true}").patch("/v1/access/people/" + id).then().statusCode(200);
      Awaitility.await().atMost(SOON).until(read::isDone);
    }
  }

  /** How it ends does not matter. */
  private static void readToTheEnd(InputStream stream) {
    try {
      stream.readAllBytes();
    } catch (IOException e) {
      // cut off in the middle
    }
  }

  @Test
  void aNewInvitationTakesThePlaceOfTheOneBefore() {
    var made = invite(unique("Nina"), "[\"agent\"]").extract();
    String again =
        given()
            .header("Authorization", TestKey.BEARER)
            .post("/v1/access/people/" + made.path("id") + "/invite")
            .then()
            .statusCode(200)
            .extract()
            .path("invitation");
    String before = made.path("invitation");
    given()
        .contentType("application/json")
        .body(
            "{\"token\":\"%s\",\"password\":\"%s\"}"
                .formatted(before.substring(before.indexOf('=') + 1), PASSWORD))
        .post("/sign-in/invitation")
        .then()
        .statusCode(403);
    assertThat(me(accept(again))).isEqualTo(200);
  }

  @Test
  void anotherPasswordOrOnesOwnWishEndsEverySession() {
    var name = unique("Marko");
    var first = accept(invite(name, "[\"agent\"]").extract().path("invitation"));
    var second = signIn(name, PASSWORD).extract().cookie("heed_session");
    given()
        .cookie("heed_session", first)
        .contentType("application/json")
        .body("{\"current\":\"wrong\",\"password\":\"another long one\"}")
        .post("/v1/access/me/password")
        .then()
        .statusCode(403);
    var third =
        given()
            .cookie("heed_session", first)
            .contentType("application/json")
            .body("{\"current\":\"" + PASSWORD + "\",\"password\":\"another long one\"}")
            .post("/v1/access/me/password")
            .then()
            .statusCode(204)
            .extract()
            .cookie("heed_session");
    assertThat(me(first)).isEqualTo(401);
    assertThat(me(second)).isEqualTo(401);
    assertThat(me(third)).isEqualTo(200);
    given()
        .cookie("heed_session", third)
        .contentType("application/json")
        .post("/v1/access/me/end-sessions")
        .then()
        .statusCode(204);
    assertThat(me(third)).isEqualTo(401);
  }

  @Test
  void whoeverGuessesLearnsNothingAndWaits() {
    var name = unique("Jana");
    accept(invite(name, "[\"agent\"]").extract().path("invitation"));
    var wrong = signIn(name, "wrong wrong wrong").statusCode(403).extract().asString();
    assertThat(signIn(unique("nobody"), PASSWORD).statusCode(403).extract().asString())
        .isEqualTo(wrong);
    // Each failure doubles the wait, so however slow the machine is, one comes too early.
    var refused = signIn(name, "wrong wrong wrong");
    for (var tries = 0; tries < 12 && refused.extract().statusCode() == 403; tries++) {
      refused = signIn(name, "wrong wrong wrong");
    }
    refused.statusCode(429).header("Retry-After", notNullValue());
    given()
        .header("Sec-Fetch-Site", "cross-site")
        .contentType("application/json")
        .body("{\"name\":\"x\",\"password\":\"y\"}")
        .post("/sign-in")
        .then()
        .statusCode(403);
  }

  @Test
  void whoSignsInIsInTheAuditByName() {
    var name = unique("Petra");
    accept(invite(name, "[\"agent\"]").extract().path("invitation"));
    signIn(name, PASSWORD).statusCode(204);
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                admin()
                    .queryParam("who", name)
                    .get("/v1/audit")
                    .then()
                    .body(
                        "items.action",
                        equalTo(java.util.List.of("POST /sign-in", "POST /sign-in/invitation")))
                    .body("items.kind", equalTo(java.util.List.of("PERSON", "PERSON"))));
  }

  @Test
  void aRowThatIsOlderThanWhatWasToldIsForgotten() {
    String id =
        makeKey(TestKey.PLAIN, unique("late"), ",\"roles\":[\"agent\"]").extract().path("id");
    transactions.read(
        connection ->
            Sql.update(
                connection,
                """
                insert into access_outbox values (?, 0)
                on conflict (holder_id) do update set change = 0
                """,
                id));
    var waiting = "select 1 from access_outbox where holder_id = ?";
    Awaitility.await()
        .atMost(SOON)
        .until(
            () -> transactions.read(c -> Sql.list(c, waiting, row -> row.getInt(1), id)).isEmpty());
  }

  @Test
  void whatIsKeptCannotBePresented() {
    var name = unique("Eva");
    var made = invite(name, "[\"agent\"]").extract();
    String invitation = made.path("invitation");
    accept(invitation);
    String secret =
        makeKey(TestKey.PLAIN, unique("kept"), ",\"roles\":[\"agent\"]").extract().path("secret");
    var rows =
        transactions.read(
            connection -> {
              try (var statement = connection.createStatement();
                  var row =
                      statement.executeQuery(
                          "select string_agg(holders::text, ' ') as all_of_it from holders")) {
                row.next();
                return row.getString("all_of_it");
              }
            });
    assertThat(rows)
        .contains(name, "pbkdf2-sha256$600000$")
        .doesNotContain(PASSWORD, secret, invitation.substring(invitation.indexOf('=') + 1));
  }
}
