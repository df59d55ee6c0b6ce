package heed.door;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DoorTest {
  private static RequestSpecification withKey(String key) {
    return given().header("Authorization", "Bearer " + key);
  }

  private static RequestSpecification anyone() {
    return withKey("open-sesame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/trials", "/v1/nothing-here", "/v1"})
  void everyPathUnderV1NeedsAKey(String path) {
    given()
        .get(path)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Bearer")
        .body("status", equalTo(401))
        .body("instance", equalTo(path));
  }

  @Test
  void anUnknownKeyIsNoKey() {
    withKey("guess")
        .get("/v1/trials")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
  }

  @Test
  void aKeyIsNotTakenFromAnotherScheme() {
    given().header("Authorization", "Basic open-sesame").get("/v1/trials").then().statusCode(401);
  }

  @Test
  void aRoleTooLowIsForbidden() {
    withKey("one-shop")
        .get("/v1/trials/admin")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    anyone().get("/v1/trials/admin").then().statusCode(200).body("[0]", equalTo("all"));
  }

  @Test
  void aKeyOfOneStorefrontImpliesIt() {
    withKey("one-shop").get("/v1/trials/storefront").then().body("[0]", equalTo("riga-shop"));
  }

  @Test
  void anotherStorefrontIsForbidden() {
    withKey("one-shop").get("/v1/trials/storefront?storefront=other").then().statusCode(403);
  }

  @Test
  void aKeyOfAllStorefrontsMustNameOne() {
    anyone()
        .get("/v1/trials/storefront")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/storefront"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the body",
        "null|the body",
        "[]|must be one JSON object",
        "7|must be one JSON object",
        "{\"name\":\"a\"|not valid JSON",
        "{\"name\":\"a\",\"name\":\"b\"}|given twice",
        "{\"name\":\"a\"} {}|the body",
        "{\"nmae\":\"a\"}|nmae is not known here",
        "{\"name\":5}|name must be a string",
        "{\"name\":true}|name must be a string",
        "{\"count\":\"3\"}|count must be a whole number",
        "{\"count\":4.5}|count must be a whole number",
        "{\"count\":1e400}|count must be a whole number",
        "{\"count\":9}|count is 9, must be 0 to 5",
        "{\"at\":\"yesterday\"}|at must be a time",
        "{\"at\":12}|at must be a time",
        "{\"parts\":[{\"x\":1}]}|parts.0.x is not known here",
      })
  void jsonThatIsNotUnderstoodIsRefusedWithAReason(String body, String reason) {
    anyone()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/trials")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString(reason))
        .body("detail", not(containsString("java")));
  }

  @Test
  void depthAndDigitsAreBounded() {
    var deep = "{\"parts\":[".repeat(40) + "]}".repeat(40);
    var digits = "{\"count\":" + "9".repeat(5000) + "}";
    for (var body : new String[] {deep, digits}) {
      anyone()
          .contentType(ContentType.JSON)
          .body(body)
          .post("/v1/trials")
          .then()
          .statusCode(400)
          .body("detail", containsString("too "));
    }
  }

  @Test
  void aBodyOverTheLimitIsRefusedWithAReason() {
    anyone()
        .contentType(ContentType.JSON)
        .body("{\"name\":\"" + "a".repeat(9000) + "\"}")
        .post("/v1/trials")
        .then()
        .statusCode(413)
        .contentType("application/problem+json");
  }

  @Test
  void timesAreCutToMilliseconds() {
    anyone()
        .contentType(ContentType.JSON)
        .body("{\"at\":\"2026-11-23T10:00:00.123456789+02:00\"}")
        .post("/v1/trials")
        .then()
        .statusCode(200)
        .body("at", equalTo("2026-11-23T08:00:00.123Z"));
  }

  @Test
  void wrongMethodTypeAndAcceptHaveTheirAnswers() {
    anyone()
        .put("/v1/trials")
        .then()
        .statusCode(405)
        .header("Allow", containsString("POST"))
        .contentType("application/problem+json");
    anyone()
        .contentType(ContentType.TEXT)
        .body("x")
        .post("/v1/trials")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
    anyone()
        .accept("application/xml")
        .get("/v1/trials")
        .then()
        .statusCode(406)
        .contentType("application/problem+json");
    anyone().get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "/", "application/", "", "text/plain,x"})
  void anUnreadableMediaTypeIsNoFaultOfOurs(String type) throws Exception {
    assertEquals(415, statusWith("Content-Type", type));
    assertEquals(406, statusWith("Accept", type));
  }

  /** By a plain client: RestAssured refuses to send such headers. */
  private static int statusWith(String header, String value) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/trials"))
            .header("Authorization", "Bearer open-sesame")
            .header(header, value)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void aFaultTellsAnIdAndNothingElse() {
    anyone()
        .get("/v1/trials/fault")
        .then()
        .statusCode(500)
        .contentType("application/problem+json")
        .body("detail", not(containsString("inner")))
        .body("detail", containsString("request id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "501", "100000", "x"})
  void aLimitOutOfBoundsIsRefused(String limit) {
    anyone()
        .get("/v1/trials?limit=" + limit)
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/limit"));
  }

  @Test
  void aCursorHoldsForItsFiltersOnly() {
    String cursor = anyone().get("/v1/trials?q=a").path("nextCursor");
    anyone().get("/v1/trials?q=a&cursor=" + cursor).then().body("items", hasItems("here"));
    anyone().get("/v1/trials?q=b&cursor=" + cursor).then().statusCode(400);
    anyone().get("/v1/trials?q=a&cursor=x" + cursor).then().statusCode(400);
  }

  @Test
  void aKeyIsSwappedForACookieThatScriptsCannotRead() {
    var answer = anyone().post("/session");
    answer
        .then()
        .statusCode(204)
        .header("Set-Cookie", containsString("HttpOnly"))
        .header("Set-Cookie", containsString("SameSite=Strict"));
    var session = answer.getCookie("heed_session");
    given().cookie("heed_session", session).get("/v1/trials/admin").then().statusCode(200);
    given().cookie("heed_session", session + "x").get("/v1/trials").then().statusCode(401);
    given().cookie("heed_session", "7.7").get("/v1/trials").then().statusCode(401);
    given()
        .cookie("heed_session", session)
        .header("Sec-Fetch-Site", "cross-site")
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/v1/trials")
        .then()
        .statusCode(401);
    given().post("/session").then().statusCode(401);
  }

  @Test
  void whoeverIsUnknownIsAskedToComeBackWhileNotAllAreKnown() {
    Latecomer.COMPLETE.set(false);
    try {
      withKey("guess")
          .get("/v1/trials")
          .then()
          .statusCode(503)
          .header("Retry-After", "2")
          .contentType("application/problem+json");
      given().cookie("heed_session", "7.7").get("/v1/trials").then().statusCode(503);
      anyone().get("/v1/trials").then().statusCode(200);
      given().get("/v1/trials").then().statusCode(401);
    } finally {
      Latecomer.COMPLETE.set(true);
    }
  }

  @Test
  void underTlsTheCookieIsSecureAndBelongsToThisHostAlone() {
    var answer = anyone().header("X-Forwarded-Proto", "https").post("/session");
    answer
        .then()
        .statusCode(204)
        .header("Set-Cookie", containsString("__Host-heed_session="))
        .header("Set-Cookie", containsString("; Secure"));
    var session = answer.getCookie("__Host-heed_session");
    given()
        .header("X-Forwarded-Proto", "https")
        .cookie("__Host-heed_session", session)
        .get("/v1/trials")
        .then()
        .statusCode(200);
    given()
        .header("X-Forwarded-Proto", "https")
        .cookie("heed_session", session)
        .get("/v1/trials")
        .then()
        .statusCode(401);
  }

  @Test
  void aSessionIsTakenToAPageThatTheConfigurationNamesAndToNoOther() {
    var session = anyone().post("/session").getCookie("heed_session");
    String url =
        given()
            .cookie("heed_session", session)
            .contentType(ContentType.JSON)
            .body("{\"to\":\"http://127.0.0.1:8083/causes?window=7d\"}")
            .post("/session/ticket")
            .path("url");
    assertEquals("http://127.0.0.1:8083/causes?window=7d#ticket=", url.replaceAll("=[^=]+$", "="));
    var ticket = "{\"ticket\":\"" + url.substring(url.indexOf("ticket=") + 7) + "\"}";
    given()
        .contentType(ContentType.JSON)
        .body(ticket)
        .post("/session/redeem")
        .then()
        .statusCode(403);
    given()
        .header("Host", "127.0.0.1:8083")
        .contentType(ContentType.JSON)
        .body(ticket)
        .post("/session/redeem")
        .then()
        .statusCode(204)
        .header("Set-Cookie", containsString("heed_session="));
    for (var elsewhere :
        new String[] {
          "https://evil.example/", "//evil.example", "http://127.0.0.1:8083@evil.example/", "/x"
        }) {
      given()
          .cookie("heed_session", session)
          .contentType(ContentType.JSON)
          .body("{\"to\":\"" + elsewhere + "\"}")
          .post("/session/ticket")
          .then()
          .statusCode(400);
    }
  }

  @Test
  void aKeyMayWhatItMayNowAndNotWhatItMightAtItsLastRequest() {
    var before =
        new Holder(
            Latecomer.HIM.id(), "late", Holder.Kind.KEY, Set.of("*"), Set.of("admin"), Set.of("*"));
    try {
      Latecomer.KNOWN.set(before);
      withKey(Latecomer.KEY).get("/v1/trials/admin").then().statusCode(200);
      withKey(Latecomer.KEY).get("/v1/trials/admin").then().statusCode(200);
      Latecomer.KNOWN.set(Latecomer.HIM);
      withKey(Latecomer.KEY).get("/v1/trials/admin").then().statusCode(403);
      Latecomer.KNOWN.set(before);
      withKey(Latecomer.KEY).get("/v1/trials/admin").then().statusCode(200);
      Latecomer.KNOWN.set(null);
      withKey(Latecomer.KEY).get("/v1/trials/admin").then().statusCode(401);
    } finally {
      Latecomer.KNOWN.set(null);
    }
  }

  @Test
  void aTicketWhoseHolderIsNotHeardOfYetMayBeTriedAgain() {
    Latecomer.KNOWN.set(Latecomer.HIM);
    try {
      var session = withKey(Latecomer.KEY).post("/session").getCookie("heed_session");
      String url =
          given()
              .cookie("heed_session", session)
              .contentType(ContentType.JSON)
              .body("{\"to\":\"http://127.0.0.1:8083/\"}")
              .post("/session/ticket")
              .path("url");
      var ticket = url.substring(url.indexOf("ticket=") + 7);
      Latecomer.KNOWN.set(null);
      Latecomer.COMPLETE.set(false);
      redeem(ticket).statusCode(503).header("Retry-After", "2");
      redeem(ticket + "x").statusCode(403);
      Latecomer.COMPLETE.set(true);
      redeem(ticket).statusCode(403);
      Latecomer.KNOWN.set(Latecomer.HIM);
      redeem(ticket).statusCode(204);
    } finally {
      Latecomer.COMPLETE.set(true);
      Latecomer.KNOWN.set(null);
    }
  }

  private static ValidatableResponse redeem(String ticket) {
    return given()
        .header("Host", "127.0.0.1:8083")
        .contentType(ContentType.JSON)
        .body("{\"ticket\":\"" + ticket + "\"}")
        .post("/session/redeem")
        .then();
  }

  @Test
  void aSessionOpensNoOtherSession() {
    var session = anyone().post("/session").getCookie("heed_session");
    given()
        .cookie("heed_session", session)
        .post("/session")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .header("Set-Cookie", org.hamcrest.Matchers.nullValue());
  }

  @Test
  void aStreamIsCutOnceItsReaderIsGoneThoughHeNamedNoEvents() throws Exception {
    Latecomer.KNOWN.set(Latecomer.HIM);
    try (var client = HttpClient.newHttpClient()) {
      var ask =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/trials/events/"))
              .header("Authorization", "Bearer " + Latecomer.KEY)
              .build();
      var answer = client.send(ask, HttpResponse.BodyHandlers.ofInputStream());
      assertEquals(200, answer.statusCode());
      var read = CompletableFuture.runAsync(() -> readToTheEnd(answer.body()));
      Latecomer.KNOWN.set(null);
      Awaitility.await().until(read::isDone);
    } finally {
      Latecomer.KNOWN.set(null);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/trials;a",
        "/v1;a/trials/admin",
        "/v1/trials/admin;a=b",
        "/;/v1/trials",
        "/v1/%74rials;a",
        "/q;a/metrics",
        "/q/openapi;a"
      })
  void aPathWithParametersIsRefused(String path) {
    anyone()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("%3B"));
  }

  @Test
  void anEncodedSemicolonIsACharacterLikeAnyOther() {
    for (var path : List.of("/v1/trials/admin%3Ba", "/v1%3ba/trials/admin")) {
      anyone().urlEncodingEnabled(false).get(path).then().statusCode(404);
    }
  }

  @Test
  void aWriteWithACookieComesFromAPageOfThisVeryOrigin() {
    var session = anyone().post("/session").getCookie("heed_session");
    var own = "http://127.0.0.1:" + io.restassured.RestAssured.port;
    for (var origin :
        List.of(own, "http://127.0.0.1:1", "http://localhost:1", "null", "https://127.0.0.1")) {
      given()
          .cookie("heed_session", session)
          .header("Origin", origin)
          .contentType(ContentType.JSON)
          .body("{}")
          .post("/v1/trials")
          .then()
          .statusCode(origin.equals(own) ? equalTo(200) : org.hamcrest.Matchers.oneOf(401, 403));
    }
  }

  @Test
  void whatNobodyOpenedIsShut() {
    for (var path : List.of("/", "/v1", "/v2/trials", "/no-such-page", "/session")) {
      given().get(path).then().statusCode(401).header("Cache-Control", nullValueOr("no-store"));
    }
    anyone().get("/no-such-page").then().statusCode(404);
    given().get("/q/openapi").then().statusCode(200);
  }

  private static org.hamcrest.Matcher<String> nullValueOr(String value) {
    return org.hamcrest.Matchers.anyOf(
        org.hamcrest.Matchers.nullValue(String.class), equalTo(value));
  }

  @Test
  void theDocumentSaysWhoMayAndWhatIsRefused() {
    given()
        .get("/q/openapi?format=json")
        .then()
        .body("paths.'/v1/trials/admin'.get.'x-roles'", equalTo(List.of("admin")))
        .body("paths.'/v1/trials'.get.'x-roles'", equalTo(List.of("*")))
        .body("paths.'/v1/trials'.get.responses.keySet()", org.hamcrest.Matchers.hasItem("401"))
        .body("components.schemas.Trial.properties.count.nullable", equalTo(true));
  }

  @Test
  void aPathWithANulIsRefused() {
    given()
        .urlEncodingEnabled(false)
        .get("/v1/trials/%00")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void aForeignHostOrOriginIsForbidden() {
    anyone().header("Host", "evil.example").get("/v1/trials").then().statusCode(403);
    anyone().header("Origin", "https://evil.example").get("/v1/trials").then().statusCode(403);
    anyone().header("Origin", "null").get("/v1/trials").then().statusCode(403);
    anyone().header("Origin", "http://127.0.0.1:8083").get("/v1/trials").then().statusCode(200);
  }

  @Test
  void browsersAreToldToBeCareful() {
    given()
        .get("/v1/trials")
        .then()
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Content-Security-Policy", notNullValue());
  }
}
