package heed.alerting.telling;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import heed.alerting.Transactions;
import heed.embedded.FreePort;
import heed.testing.TestKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands around telling: the HTTP door, the routing, the rows. */
final class TellingWorld {
  static final Duration SOON = Duration.ofSeconds(30);

  /** A version never comes twice, since what it says is remembered by its number. */
  private static final AtomicInteger VERSIONS = new AtomicInteger(1_000_000);

  private TellingWorld() {}

  /** Short pauses, and endpoints on this machine. */
  static Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    settings.put("heed.telling.poll", "PT0.05S");
    settings.put("heed.telling.settle", "PT0.5S");
    settings.put("heed.telling.timeout", "PT1S");
    settings.put("heed.telling.retry.first", "PT0.1S");
    settings.put("heed.telling.retry.longest", "PT0.5S");
    settings.put("heed.telling.allow-private", "127.0.0.0/8");
    settings.put("heed.telling.allow-http", "true");
    var crm = "heed.telling.crm.tokens.test.";
    settings.put(crm + "url", "http://127.0.0.1:" + port() + "/token");
    settings.put(crm + "server", "http://127.0.0.1:" + port());
    settings.put(crm + "client", "heed");
    settings.put(crm + "secret", "secret-of-heed");
    return settings;
  }

  private static int port() {
    try {
      return FreePort.find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RequestSpecification asTest() {
    return given().header("Authorization", TestKey.BEARER);
  }

  static Response post(String path, String body) {
    return asTest().contentType("application/json").body(body).post(path);
  }

  /** Acts on a case, at whatever version it has. */
  static void act(UUID caseId, String act, String body) {
    var version = asTest().get("/v1/cases/" + caseId).header("ETag");
    asTest()
        .header("If-Match", version)
        .contentType("application/json")
        .body(body)
        .post("/v1/cases/" + caseId + "/" + act)
        .then()
        .statusCode(200);
  }

  static void answer(UUID caseId, String text, String visibility) {
    act(caseId, "answer", "{\"text\":\"" + text + "\",\"visibility\":\"" + visibility + "\"}");
  }

  /** Makes an endpoint; answers its id and, under "secret", its secret. */
  static Map<String, String> endpoint(String url, String kind, String more) {
    var made =
        post("/v1/endpoints", "{\"url\":\"" + url + "\",\"kind\":\"" + kind + "\"" + more + "}");
    made.then().statusCode(201);
    return made.jsonPath().getMap("", String.class, String.class);
  }

  static String storefronts(String storefront) {
    return ",\"storefronts\":[\"" + storefront + "\"]";
  }

  /** Puts a routing in force with one team, called support, for everything. */
  static void route(String team) {
    var document =
        """
        {"defaultTeam": "support", "defaultPolicy": "standard",
         "teams": [{"id": "support", "name": "Support", %s}],
         "policies": [{"id": "standard", "firstResponse": "PT24H"}]}
        """
            .formatted(team);
    execute(
        "insert into routing (version, at, by, document) values ("
            + VERSIONS.incrementAndGet()
            + ", now(), 'test', '"
            + document
            + "'::jsonb)");
  }

  /**
   * Back to how the service was found. What is still to be told is planned first: with the routing
   * of the next test it would be told to whom that test listens for.
   */
  static void tidy() {
    await()
        .pollDelay(Duration.ZERO)
        .atMost(SOON)
        .until(() -> count("select count(*) from untold") == 0);
    execute("delete from routing");
    execute("delete from endpoints");
    execute("delete from notices");
    execute("delete from deliveries");
    execute("delete from templates");
  }

  /** How many attempts came to that since the service was started. */
  static double attempts(Medium medium, String outcome) {
    return Arc.container()
        .instance(MeterRegistry.class)
        .get()
        .counter("heed.telling.attempts", "channel", medium.label(), "outcome", outcome)
        .count();
  }

  static void execute(String sql) {
    transactions().call(SOON, c -> c.createStatement().execute(sql));
  }

  static long count(String sql) {
    return Long.parseLong(rows(sql).getFirst());
  }

  /** The first column, as text. */
  static List<String> rows(String sql) {
    return transactions()
        .read(
            connection -> {
              try (var rows = connection.createStatement().executeQuery(sql)) {
                return texts(rows);
              }
            });
  }

  private static List<String> texts(java.sql.ResultSet rows) throws SQLException {
    var texts = new ArrayList<String>();
    while (rows.next()) {
      texts.add(rows.getString(1));
    }
    return texts;
  }

  private static Transactions transactions() {
    return Arc.container().instance(Transactions.class).get();
  }
}
