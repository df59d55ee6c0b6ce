package heed.metrics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import heed.events.EventJson;
import heed.metrics.KpiEventsResource.Changed;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The movement of KPIs as a stream, and every table as CSV. */
@QuarkusTest
class KpiEventsTest {
  private static final Instant NOW = Instant.now().minusSeconds(60);

  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;
  @Inject ChangesHeard changes;
  @Inject DataSource dataSource;

  private Queue<String> follow(String key) throws Exception {
    var lines = new ConcurrentLinkedQueue<String>();
    var request =
        HttpRequest.newBuilder(root.resolve("/v1/kpis/events"))
            .header("Authorization", "Bearer " + key)
            .header("Accept", "text/event-stream")
            .build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    Thread.startVirtualThread(() -> answer.body().forEach(lines::add));
    // the heartbeat at the beginning says that the place in the news is taken
    Wire.eventually().until(() -> lines.stream().anyMatch(line -> line.startsWith(":")));
    return lines;
  }

  private void fold(String shop, String id) throws SQLException {
    folding.apply(List.of(Given.review(shop, id).received(NOW).tagged(1)));
  }

  private static boolean told(Queue<String> lines, String shop) {
    return lines.stream().anyMatch(line -> line.startsWith("data") && line.contains(shop));
  }

  private boolean heardSince(long place, String shop) {
    var storefronts = changes.news().since(place).storefronts();
    return storefronts == null || storefronts.contains(shop);
  }

  @Test
  void aFoldIsToldToWhoeverMaySeeIt() throws Exception {
    var all = follow(TestKey.PLAIN);
    var one = follow("one-shop");
    fold("events-other", "a");
    fold("one-shop", "events-a");
    Wire.eventually().until(() -> told(all, "events-other") && told(one, "one-shop"));
    assertThat(told(one, "events-other")).isFalse();
    assertThat(all).contains("event:changed");
  }

  @Test
  void whatChangesNothingIsNotTold() throws Exception {
    Wire.eventually().until(() -> changes.news().place() > 0);
    var before = changes.news().place();
    fold("events-again", "a");
    // What is folded is heard a little later, and would be news to whoever follows by then.
    Wire.eventually().until(() -> heardSince(before, "events-again"));
    var lines = follow(TestKey.PLAIN);
    fold("events-again", "a");
    fold("events-after", "a");
    Wire.eventually().until(() -> told(lines, "events-after"));
    assertThat(told(lines, "events-again")).isFalse();
  }

  @Test
  void afterTheDatabaseWasGoneAnythingMayHaveMoved() throws Exception {
    var lines = follow(TestKey.PLAIN);
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
              + " and query like 'listen "
              + ChangesTold.CHANNEL
              + "%'");
    }
    var everything = new String(EventJson.write(new Changed(null)), StandardCharsets.UTF_8);
    Wire.eventually().until(() -> lines.contains("data:" + everything));
    fold("events-back", "a");
    Wire.eventually().until(() -> told(lines, "events-back"));
  }

  @Test
  void withoutAKeyNothingIsTold() {
    given().get("/v1/kpis/events").then().statusCode(401);
    given().get("/v1/me").then().statusCode(401);
  }

  @Test
  void theDashboardLearnsWhoLooksAndWhereTheConsoleIs() {
    var me = given().header("Authorization", "Bearer one-shop").get("/v1/me").jsonPath();
    assertThat(me.getString("name")).isEqualTo("shop");
    assertThat(me.getList("roles")).containsExactly("analyst");
    assertThat(me.getList("storefronts")).containsExactly("one-shop");
    assertThat(me.getString("console")).isEqualTo("http://127.0.0.1:8082");
  }

  @Test
  void everyTableIsAlsoCsv() throws Exception {
    fold("csv-shop", "=cmd");
    fold("csv-shop", "b");
    var query = "storefront=csv-shop&window=30d";
    assertThat(csv("/v1/kpis?" + query)).startsWith("name,value\r\nwindow,30d\r\nreviews,2\r\n");
    assertThat(csv("/v1/kpis/series?kpi=nps&" + query)).startsWith("from,to,value,n,low,high\r\n");
    assertThat(csv("/v1/kpis/by/country?kpi=reviews&" + query))
        .startsWith("key,value,n,low,high")
        .contains("\r\nLV,2");
    var reviews =
        given()
            .header("Authorization", TestKey.BEARER)
            .header("Accept", "text/csv")
            .get("/v1/reviews?limit=1&storefront=csv-shop")
            .then()
            .statusCode(200)
            .header("Content-Disposition", "attachment; filename=\"heed-reviews.csv\"")
            .extract();
    assertThat(reviews.asString()).startsWith("id,storefront,externalId,product.id,product.name");
    var next = reviews.header("Link");
    assertThat(next).contains("cursor=").endsWith("rel=\"next\"");
    var second = csv(next.substring(1, next.indexOf('>')));
    assertThat(reviews.asString() + second).contains(",'=cmd,").contains(",b,");
    assertThat(header(second)).isEqualTo(header(reviews.asString())).contains(",survey.nps,");
    assertThat(header(csv("/v1/reviews?storefront=csv-nobody"))).isEqualTo(header(second));
    assertThat(csv("/v1/alarms?state=ALL&storefront=csv-shop"))
        .startsWith("id,storefront,product,");
    assertThat(csv("/v1/benchmark?storefront=csv-shop")).startsWith("competitor,basis,period.");
    assertThat(csv("/v1/causes?" + query))
        .startsWith("aspect,count,negative,")
        .contains(",change.value,");
  }

  @Test
  void aRefusalIsAProblemAlsoToWhomAsksForCsv() {
    given()
        .header("Authorization", TestKey.BEARER)
        .header("Accept", "text/csv")
        .get("/v1/kpis?window=1y")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  private static String header(String csv) {
    return csv.substring(0, csv.indexOf("\r\n"));
  }

  private static String csv(String path) {
    return given()
        .urlEncodingEnabled(false)
        .header("Authorization", TestKey.BEARER)
        .header("Accept", "text/csv")
        .get(path)
        .then()
        .statusCode(200)
        .contentType("text/csv")
        .extract()
        .asString();
  }
}
