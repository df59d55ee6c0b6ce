package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.events.Topics;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import heed.testing.doors.Contract;
import heed.testing.doors.Fuzz;
import heed.testing.doors.Pages;
import heed.testing.doors.Records;
import heed.testing.doors.Walk;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every door, as the service's own OpenAPI lists them. */
@QuarkusTest
@OnTheWire
@TestProfile(RoutingResourceTest.Keys.class)
class EveryDoorTest {
  private static final String MARKER = "MARKER-OF-OURS";
  private static final String CRM =
      "requests: [{on: [segment.left], method: PUT, path: '/{customer.id}', body: {}}]";
  private static final String ENDPOINT = "ours-marker-of-ours";

  @TestHTTPResource("/")
  URI root;

  @Inject Transactions transactions;

  private final UUID invited = UUID.randomUUID();
  private UUID ours;

  @BeforeEach
  void something() {
    ours =
        DeskForTests.open(Walk.OURS, MARKER + " name", "marker@example.com", MARKER + " of words");
    execute(
        """
        insert into invitations (order_key, storefront, revision, state, order_id, customer_id,
          details, delivered_at, received_at) values ('%s', 'our-shop', 1, 'WAITING', '%s', 'c-1',
          '{"products": [{"id": "sku-1", "name": "%s"}]}', now(), now())
        """
            .formatted(invited, MARKER, MARKER));
    execute(
        """
        insert into suppressions (id, storefront, kind, hash, reason, by)
        values ('%s', 'our-shop', 'ADDRESS', 'x', 'ASKED', '%s')
        """
            .formatted(invited, MARKER));
    World.asTest()
        .contentType("application/json")
        .body(
            """
            {"id": "%s", "kind": "WEBHOOK", "url": "https://127.0.0.1:9/%s",
             "storefronts": ["our-shop"], "events": []}
            """
                .formatted(ENDPOINT, MARKER))
        .post("/v1/endpoints")
        .then()
        .statusCode(201);
  }

  @AfterEach
  void nothing() {
    RoutingTest.forget(transactions);
    transactions.read(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("delete from deliveries");
            statement.execute("delete from endpoints");
            statement.execute("delete from invitations");
            statement.execute("delete from suppressions");
            return statement.execute("delete from templates");
          }
        });
  }

  private void execute(String sql) {
    transactions.call(World.SOON, c -> Sql.update(c, sql));
  }

  @Test
  void nobodyComesInWhoShouldNot() {
    var id = Map.of("id", ours.toString());
    var window = Map.of("id", ours.toString(), "window", UUID.randomUUID().toString());
    var endpoint = Map.of("id", ENDPOINT, "delivery", UUID.randomUUID().toString());
    var walk =
        new Walk(Contract.of(root), MARKER, ENDPOINT, ours.toString(), "marker@example.com")
            .ids("/v1/cases/{id}", id, 404)
            .ids("/v1/cases/{id}/*", id, 404)
            .trial("/v1/cases/{id}/assign", id, Map.of(), "{\"assignee\": \"ilze\"}", 404)
            .trial(
                "/v1/cases/{id}/answer",
                id,
                Map.of(),
                "{\"text\": \"x\", \"visibility\": \"PUBLIC\"}",
                404)
            .trial("/v1/cases/{id}/resolve", id, Map.of(), "{\"resolution\": \"x\"}", 404)
            .trial("/v1/cases/{id}/reopen", id, Map.of(), "{\"reason\": \"x\"}", 404)
            .trial("/v1/cases/{id}/notes", id, Map.of(), "{\"text\": \"x\"}", 404)
            .trial("/v1/cases/{id}/draft", id, Map.of(), "{\"template\": \"thanks-en\"}", 404)
            .trial(
                "/v1/cases/{id}/presence",
                id,
                Map.of(),
                "{\"window\": \"%s\"}".formatted(UUID.randomUUID()),
                404)
            // A window that left says nothing about the case.
            .ids("/v1/cases/{id}/presence/{window}", window, 204)
            .ids("/v1/endpoints/{id}*", endpoint, 404)
            .trial("POST /v1/endpoints/{id}/preview", endpoint, Map.of(), "{}", 404)
            .trial("PATCH /v1/endpoints/{id}", endpoint, Map.of(), "{\"enabled\": false}", 404)
            .sends(
                "POST /v1/endpoints",
                """
                {"kind": "WEBHOOK", "url": "https://127.0.0.1:9/", "storefronts": ["our-shop"]}
                """,
                403)
            .trial(
                "PUT /v1/templates/{id}",
                Map.of("id", "x"),
                Map.of(),
                "{\"title\": \"x\", \"language\": \"en\", \"text\": \"x\"}",
                403)
            .ids("DELETE /v1/templates/{id}", Map.of("id", "x"), 403)
            .sends("PUT /v1/routing", "{}", 403)
            .sends("POST /v1/routing/dry-run", "{\"caseId\": \"%s\"}".formatted(ours), 404)
            .ids("/v1/routing/versions/{version}", Map.of("version", "0"), 200)
            .sends("POST /v1/access/keys", wish("KEY"), 403)
            .ids("/v1/access/keys/{id}*", Map.of("id", "key-of-nobody"), 404)
            .sends("POST /v1/access/people", wish("person"), 403)
            .ids("/v1/access/people/{id}*", Map.of("id", "person-nobody"), 404)
            // Their own password and sessions; a key has neither.
            .sends(
                "/v1/access/me/password",
                "{\"current\": \"x\", \"password\": \"y\"}",
                400,
                403,
                409)
            .sends("/v1/access/me/end-sessions", "", 204, 403, 409)
            .trial(
                "/v1/customers/{customerId}/export",
                Map.of("customerId", "c-1"),
                Map.of("storefront", Walk.OURS),
                null,
                403)
            .ids("/v1/invitations/{orderKey}", Map.of("orderKey", invited.toString()), 404)
            .sends(
                "POST /v1/invitations/bounces",
                "{\"orderKey\": \"%s\", \"kind\": \"HARD\"}".formatted(invited),
                404)
            .sends(
                "POST /v1/suppressions",
                "{\"storefront\": \"our-shop\", \"customerId\": \"c-1\"}",
                403)
            .ids("DELETE /v1/suppressions/{id}", Map.of("id", invited.toString()), 404)
            // Their own session; whose it is says their key.
            .sends("/session", "", 204);
    assertThat(walk.walk()).isGreaterThan(200);
    World.get(ours).then().statusCode(200);
    assertThat(World.get(ours).jsonPath().getInt("version")).isEqualTo(1);
  }

  /** What only somebody of our storefront may grant. */
  private static String wish(String name) {
    return "{\"name\": \"%s\", \"storefronts\": [\"our-shop\"], \"roles\": [\"agent\"]}"
        .formatted(name);
  }

  @Test
  void everyPageIsGuardedAndNothingElseIsPublic() {
    assertThat(
            Pages.faults(
                root,
                List.of(
                    "/", "/cases/" + ours, "/team", "/invitations", "/settings", "/settings/audit"),
                Path.of("src/main/resources/META-INF/resources"),
                Path.of("../deploy/look/src/main/resources/META-INF/resources")))
        .isEmpty();
  }

  @Test
  void whatIsAboutSomebodyIsKeptByNoCache() {
    for (var path : List.of("/v1/cases", "/v1/cases/" + ours, "/v1/me", "/v1/audit", "/v1/none")) {
      World.asTest().get(path).then().header("Cache-Control", "no-store");
    }
  }

  @Test
  void whateverIsSentNothingBreaksAndNothingMalformedReachesTheTopic() {
    var cases = new String[12];
    for (var i = 0; i < cases.length; i++) {
      cases[i] = DeskForTests.open("riga-shop", "Anna", "anna@example.com", "bad " + i).toString();
    }
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var listener = probe.listen(Topics.CASES_CHANGED);
        var answers = probe.listen(Topics.ANSWERS_PUBLISHED)) {
      var statuses =
          new Fuzz(Contract.of(root))
              .hint("/v1/cases id", cases)
              .hint("/v1/endpoints id", ENDPOINT, "fuzz-1", "fuzz-2")
              .hint("/v1/templates id", "fuzz-1", "fuzz-2", "thanks-en")
              .hint("caseId", cases)
              .hint("If-Match", "\"1\"", "\"2\"", "\"3\"")
              .hint("storefront", "riga-shop", Walk.THEIRS)
              .hint("storefronts", "riga-shop")
              .hint("team", "default")
              .hint("assignee", "ilze")
              .hint("visibility", "PUBLIC", "INTERNAL")
              .hint("status", "OPEN", "OPEN,ACKNOWLEDGED")
              .hint("sla", "RUNNING", "AT_RISK,BREACHED")
              .hint("state", "WAITING", "DEAD,DROPPED")
              .hint("window", "24h", "30d", UUID.randomUUID().toString())
              .hint("url", "https://127.0.0.1:9/")
              .hint("kind", "WEBHOOK", "SLACK", "CRM")
              .hint("mapping", CRM)
              .hint("event", "segment.left")
              .hint("events", "case.opened", "*")
              .hint("language", "lv", "de")
              .hint("template", "fuzz-1", "thanks-en")
              .hint("version", "0", "1")
              .hint("/v1/invitations orderKey", invited.toString())
              .hint("/v1/suppressions id", invited.toString())
              .hint("orderKey", invited.toString())
              .hint("messageId", "<invitation." + invited + "@heed>")
              .hint("limit", "1", "50", "500")
              .hint("from", "2026-11-01T00:00:00Z")
              .hint("to", "2026-12-01T00:00:00Z")
              .hint("defaultTeam", "default")
              .hint("defaultPolicy", "default")
              .send(900);
      assertThat(statuses.getOrDefault(200, 0)).isPositive();
      var heard = listener.next(1, Duration.ofSeconds(30));
      heard.addAll(listener.drain(Duration.ofSeconds(1)));
      heard.addAll(answers.drain(Duration.ofMillis(500)));
      assertThat(Records.malformed(heard)).isEmpty();
    }
  }
}
