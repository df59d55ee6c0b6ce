package heed.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import heed.events.Customer;
import heed.events.EventType;
import heed.events.Ids;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Source;
import heed.events.Tags.Label;
import heed.testing.TestKey;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@OnTheWire
@TestProfile(CasesResourceTest.Keys.class)
class CasesResourceTest {
  /** Narrower keys beside the one that opens every door. */
  public static class Keys implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var keys = new HashMap<String, String>();
      keys.putAll(TestKey.config("other", "key-of-the-other-shop", "other-shop", "agent"));
      keys.putAll(TestKey.config("analyst", "key-of-an-analyst", "*", "analyst"));
      keys.putAll(TestKey.config("robot", "key-of-a-lead-program", "*", "lead"));
      return keys;
    }
  }

  @ConfigProperty(name = "heed.privacy.key")
  String privacyKey;

  @Inject StreamBatch batch;

  private final World world = new World();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aCaseIsWorkedOnFromOpeningToReopening() {
    var id = world.openCase("It arrived broken");
    World.get(id)
        .then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .body("status", equalTo("OPEN"))
        .body("sla.status", equalTo("RUNNING"))
        .body("sla.answeredAt", nullValue())
        .body("clocks[0].kind", equalTo("FIRST_RESPONSE"))
        .body("text", equalTo("It arrived broken"))
        .body("product.id", equalTo("sku-1"))
        .body("priority", equalTo("HIGH"))
        .body("timeline[0].type", equalTo("case.opened"));
    World.post(id, "acknowledge", "\"1\"", null)
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("status", equalTo("ACKNOWLEDGED"));
    World.post(id, "assign", "\"2\"", "{\"assignee\":\"ilze\",\"team\":\"default\"}")
        .then()
        .statusCode(200)
        .body("assignee", equalTo("ilze"))
        .body("team", equalTo("default"));
    World.post(id, "notes", "\"3\"", "{\"text\":\"call her\"}").then().statusCode(200);
    World.post(id, "answer", "\"4\"", "{\"text\":\"We are sorry\",\"visibility\":\"PUBLIC\"}")
        .then()
        .statusCode(200)
        .body("status", equalTo("ANSWERED"))
        .body("sla.status", equalTo("MET"))
        .body("sla.answeredAt", notNullValue());
    World.post(id, "resolve", "\"5\"", "{\"resolution\":\"replaced\"}")
        .then()
        .statusCode(200)
        .body("status", equalTo("RESOLVED"));
    World.post(id, "reopen", "\"6\"", "{\"reason\":\"broken again\"}")
        .then()
        .statusCode(200)
        .header("ETag", "\"7\"")
        .body("status", equalTo("OPEN"))
        .body("timeline.type", hasItem("case.reopened"))
        .body("timeline.detail.text", hasItem("We are sorry"));
    assertThat(world.eventsUntil(id, EventType.CASE_REOPENED))
        .extracting(e -> e.sequence())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void aCaseOfAReviewFromElsewhereSaysWhereItMayBeAnswered() {
    var tagged = World.negative(UUID.randomUUID(), "bad");
    var source =
        new Source(
            "Google", "https://business.google.com/reviews", Source.AnswerAt.PLATFORM, false);
    batch.apply(
        List.of(
            new FromStream.Tagged(
                new ReviewTagged(tagged.review().from(source), tagged.revision(), tagged.tags()))));
    as(TestKey.PLAIN)
        .get("/v1/cases/" + Ids.caseOf(tagged.review().id()))
        .then()
        .statusCode(200)
        .body("source.name", equalTo("Google"))
        .body("source.url", equalTo("https://business.google.com/reviews"))
        .body("source.answerAt", equalTo("PLATFORM"))
        .body("source.askForUpdate", equalTo(false));
    as(TestKey.PLAIN)
        .get("/v1/cases/" + world.openCase("bad"))
        .then()
        .body("$", not(hasKey("source")));
  }

  private static UUID caseOn(Source source) {
    return DeskForTests.post(
        DeskForTests.elsewhere(World.negative(UUID.randomUUID(), "Broken"), source));
  }

  @Test
  void whereNoAnswerMayBePostedAPublicOneIsRefusedAndTheCaseStaysAsItWas() {
    var id = caseOn(new Source("Forum", null, Source.AnswerAt.NONE, false));
    var answer = "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}";
    World.post(id, "answer", "\"1\"", answer)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("errors[0].pointer", equalTo("/visibility"))
        .body("errors[0].detail", containsString("Forum may not be answered in public"))
        .body("errors[0].detail", containsString("use INTERNAL, or resolve the case"));
    World.post(id, "resolve", "\"1\"", "{\"resolution\":\"x\",\"answer\":%s}".formatted(answer))
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/answer/visibility"));
    World.get(id)
        .then()
        .header("ETag", "\"1\"")
        .body("status", equalTo("OPEN"))
        .body("timeline.type", not(hasItem("case.answered")));
    World.post(id, "answer", "\"1\"", answer.replace("PUBLIC", "INTERNAL")).then().statusCode(200);
    World.post(id, "resolve", "\"2\"", "{\"resolution\":\"settled by phone\"}")
        .then()
        .statusCode(200)
        .body("sla.status", equalTo("CANCELLED"));
  }

  @Test
  void whereAnAnswerMayBePostedOrNobodySaidThatItMayNotItIsTaken() {
    for (var where :
        new Source.AnswerAt[] {Source.AnswerAt.PLATFORM, Source.AnswerAt.PUBLIC, null}) {
      var id = caseOn(new Source("Forum", null, where, null));
      World.post(id, "answer", "\"1\"", "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}")
          .then()
          .statusCode(200)
          .body("status", equalTo("ANSWERED"));
    }
  }

  @Test
  void theAnswerMayComeWithTheResolution() {
    var id = world.openCase("bad");
    World.post(
            id,
            "resolve",
            "\"1\"",
            "{\"resolution\":\"refund\",\"answer\":{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}}")
        .then()
        .statusCode(200)
        .body("status", equalTo("RESOLVED"))
        .body("sla.status", equalTo("MET"));
  }

  @Test
  void whoDecidesOnAnOldVersionOrNoneIsRefused() {
    var id = world.openCase("bad");
    World.post(id, "acknowledge", null, null)
        .then()
        .statusCode(428)
        .contentType("application/problem+json")
        .body("detail", containsString("If-Match"));
    World.post(id, "acknowledge", "\"1\"", null).then().statusCode(200);
    World.post(id, "acknowledge", "\"1\"", null).then().statusCode(412).header("ETag", "\"2\"");
    World.post(id, "acknowledge", "W/\"2\"", null).then().statusCode(412);
    World.post(id, "reopen", "\"2\"", "{\"reason\":\"x\"}").then().statusCode(409);
  }

  @Test
  void onlyOneOfTwoWhoDecideAtOnceWins() throws Exception {
    var id = world.openCase("bad");
    var statuses = java.util.Collections.synchronizedList(new ArrayList<Integer>());
    var threads = new ArrayList<Thread>();
    for (var i = 0; i < 8; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> statuses.add(World.post(id, "acknowledge", "\"1\"", null).statusCode())));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(statuses).containsOnly(200, 412);
    assertThat(statuses.stream().filter(s -> s == 200).count()).isEqualTo(1);
  }

  @Test
  void whoMayNotIsTurnedAway() {
    var id = world.openCase("bad");
    given().get("/v1/cases/" + id).then().statusCode(401);
    as("key-of-the-other-shop").get("/v1/cases/" + id).then().statusCode(404);
    as("key-of-the-other-shop")
        .header("If-Match", "\"1\"")
        .post("/v1/cases/" + id + "/acknowledge")
        .then()
        .statusCode(404);
    as("key-of-the-other-shop").get("/v1/cases?storefront=riga-shop").then().statusCode(403);
    assertThat(as("key-of-the-other-shop").get("/v1/cases").jsonPath().getList("items.storefront"))
        .doesNotContain("riga-shop");
    as("key-of-an-analyst").get("/v1/cases/" + id).then().statusCode(200);
    as("key-of-an-analyst")
        .header("If-Match", "\"1\"")
        .post("/v1/cases/" + id + "/acknowledge")
        .then()
        .statusCode(403);
    World.get(UUID.randomUUID()).then().statusCode(404);
    World.asTest().get("/v1/cases/no-uuid").then().statusCode(404);
  }

  @Test
  void anAnswerByAProgramIsNoFirstResponse() {
    var id = world.openCase("bad");
    as("key-of-a-lead-program")
        .header("If-Match", "\"1\"")
        .contentType("application/json")
        .body("{\"text\":\"auto\",\"visibility\":\"PUBLIC\"}")
        .post("/v1/cases/" + id + "/answer")
        .then()
        .statusCode(200)
        .body("sla.status", equalTo("RUNNING"))
        .body("status", equalTo("OPEN"));
  }

  @Test
  void badInputIsRefusedNamingTheField() {
    var id = world.openCase("bad");
    World.post(id, "answer", "\"1\"", "{\"text\":\" \",\"visibility\":\"PUBLIC\"}")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/text"));
    World.post(id, "answer", "\"1\"", "{\"text\":\"a\"}")
        .then()
        .statusCode(400)
        .body("errors[0].pointer", equalTo("/visibility"));
    World.post(id, "answer", "\"1\"", "{\"text\":\"a\\u0000\",\"visibility\":\"PUBLIC\"}")
        .then()
        .statusCode(400);
    World.post(id, "answer", "\"1\"", "{\"text\":\"a\",\"visibility\":\"PUBLIC\",\"x\":1}")
        .then()
        .statusCode(400);
    World.post(id, "assign", "\"1\"", "{}").then().statusCode(400);
    World.post(id, "resolve", "\"1\"", "null").then().statusCode(400);
    World.asTest().get("/v1/cases?status=WHATEVER").then().statusCode(400);
    World.asTest().get("/v1/cases?limit=-1").then().statusCode(400);
    World.asTest().get("/v1/cases?cursor=tampered").then().statusCode(400);
    World.asTest().get("/v1/sla?window=2d").then().statusCode(400);
    World.get(id).then().header("ETag", "\"1\"");
  }

  @Test
  void theListIsSoonestDueFirstAndItsPagesSkipNothing() {
    var word = "w" + UUID.randomUUID();
    var items = new ArrayList<FromStream>();
    for (var i = 0; i < 7; i++) {
      items.add(
          new FromStream.Tagged(
              Given.tagged(
                  UUID.randomUUID(),
                  "riga-shop",
                  null,
                  World.revision(),
                  Label.NEGATIVE,
                  1,
                  word + i,
                  Instant.now().minusSeconds(i * 60L))));
    }
    batch.apply(items);
    var texts = new ArrayList<String>();
    String cursor = null;
    do {
      var request =
          World.asTest()
              .queryParam("q", word)
              .queryParam("limit", 3)
              .queryParam("status", "OPEN,ACKNOWLEDGED")
              .queryParam("sla", "RUNNING")
              .queryParam("language", "lv")
              .queryParam("team", "default")
              .queryParam("storefront", "riga-shop");
      var page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/cases");
      page.then().statusCode(200);
      texts.addAll(page.jsonPath().getList("items.text", String.class));
      cursor = page.jsonPath().getString("nextCursor");
    } while (cursor != null);
    assertThat(texts)
        .containsExactly(word + 6, word + 5, word + 4, word + 3, word + 2, word + 1, word + 0);
    World.asTest()
        .queryParam("q", word + "%")
        .get("/v1/cases")
        .then()
        .log()
        .ifValidationFails()
        .statusCode(200)
        .body("items.size()", equalTo(0));
  }

  @Test
  void aReopenedCaseIsListedByItsNextAnswerAndNotByItsFirst() {
    var word = "w" + UUID.randomUUID();
    var reopened = open(word, Instant.now().minusSeconds(3600));
    var waiting = open(word, Instant.now().minusSeconds(60));
    assertThat(listed(word)).containsExactly(reopened, waiting);
    World.post(reopened, "resolve", "\"1\"", "{\"resolution\":\"x\"}").then().statusCode(200);
    var again = World.post(reopened, "reopen", "\"2\"", "{\"reason\":\"x\"}").jsonPath();
    assertThat(again.getString("nextDueAt")).isEqualTo(again.getString("clocks[1].dueAt"));
    assertThat(listed(word)).containsExactly(waiting, reopened);
    var first = World.get(waiting).jsonPath();
    assertThat(first.getString("nextDueAt")).isEqualTo(first.getString("sla.dueAt"));
  }

  private UUID open(String text, Instant receivedAt) {
    var id = UUID.randomUUID();
    var tagged =
        Given.tagged(id, "riga-shop", null, World.revision(), Label.NEGATIVE, 1, text, receivedAt);
    batch.apply(List.of(new FromStream.Tagged(tagged)));
    return Ids.caseOf(id);
  }

  /** Page by page, one case each. */
  private static List<UUID> listed(String word) {
    var ids = new ArrayList<UUID>();
    String cursor = null;
    do {
      var request = World.asTest().queryParam("q", word).queryParam("limit", 1);
      var page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/cases");
      ids.addAll(page.jsonPath().getList("items.id", UUID.class));
      cursor = page.jsonPath().getString("nextCursor");
    } while (cursor != null);
    return ids;
  }

  @Test
  void theCustomerIsShownAndAContactSealedUnderAnotherKeyDoesNotStopTheCase() throws Exception {
    var readable = contact(Base64.getDecoder().decode(privacyKey));
    World.get(readable)
        .then()
        .body("customer.name", equalTo("Anna"))
        .body("customer.email", equalTo("anna@example.com"));
    World.get(contact(new byte[32]))
        .then()
        .statusCode(200)
        .body("customer.id", equalTo("c-9"))
        .body("customer.name", nullValue());
  }

  @Test
  void theReportCountsWhatWasDecided() {
    var before = World.asTest().get("/v1/sla?window=24h").jsonPath();
    var id = world.openCase("bad");
    World.post(id, "answer", "\"1\"", "{\"text\":\"a\",\"visibility\":\"PUBLIC\"}")
        .then()
        .statusCode(200);
    var report = World.asTest().get("/v1/sla?window=24h");
    report
        .then()
        .statusCode(200)
        .body("medianResponse", containsString("PT"))
        .body("teams.team", hasItem("default"));
    assertThat(report.jsonPath().getInt("met")).isEqualTo(before.getInt("met") + 1);
  }

  @Test
  void thePageAndTheHealthAndTheFiguresAreThere() {
    given()
        .get("/")
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(containsString("/console/app.js"));
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body(containsString("marks overdue and not told"));
    given().get("/q/health/live").then().statusCode(200);
    given()
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body(containsString("/v1/cases/{id}/acknowledge"));
    world.openCase("counted");
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("heed_cases_opened_total"))
        .body(containsString("heed_marks_overdue"))
        .body(containsString("heed_outbox_depth"));
  }

  private static io.restassured.specification.RequestSpecification as(String key) {
    return given().header("Authorization", "Bearer " + key);
  }

  private UUID contact(byte[] key) throws Exception {
    var id = UUID.randomUUID();
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    var aes =
        new SecretKeySpec(
            mac.doFinal("heed contact encryption v1".getBytes(StandardCharsets.UTF_8)), "AES");
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var nonce = new byte[12];
    cipher.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(id.toString().getBytes(StandardCharsets.UTF_8));
    var sealed =
        cipher.doFinal(
            "{\"name\":\"Anna\",\"email\":\"anna@example.com\"}".getBytes(StandardCharsets.UTF_8));
    var bytes = new byte[12 + sealed.length];
    System.arraycopy(sealed, 0, bytes, 12, sealed.length);
    var contact = "v1." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var r = World.negative(id, "sealed").review();
    var review =
        new Review(
            r.id(),
            r.storefront(),
            r.externalId(),
            r.product(),
            null,
            new Customer("c-9", contact),
            r.channel(),
            r.rating(),
            null,
            null,
            r.text(),
            null,
            null,
            null,
            r.receivedAt());
    batch.apply(
        List.of(
            new FromStream.Tagged(
                new ReviewTagged(review, World.revision(), Given.tags(Label.NEGATIVE, false)))));
    return Ids.caseOf(id);
  }
}
