package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import heed.events.Tags.Aspect;
import heed.events.Tags.Label;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists say what they leave out, and choose nothing that is not in them. */
@QuarkusTest
class DashboardListsTest {
  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;

  private final String shop = "lists-" + UUID.randomUUID();
  private Browser browser;

  @BeforeAll
  static void waitAsLongAsTheOtherTests() {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
  }

  @BeforeEach
  void open() {
    browser = Browser.open(root);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
      assertThat(browser.faults).isEmpty();
    }
  }

  private Given review(int number) {
    return Given.review(shop, "r" + number)
        .by("c" + number)
        .received(Instant.now().minusSeconds(60 + number));
  }

  private void add(int number) throws SQLException {
    folding.apply(List.of(review(number).tagged(1)));
  }

  private void publishedByAColleague(int number) {
    RestAssured.given()
        .header("Authorization", TestKey.BEARER)
        .contentType("application/json")
        .body("{\"display\": \"PUBLISHED\"}")
        .post("/v1/reviews/{id}/display", review(number).id())
        .then()
        .statusCode(200);
  }

  private String display(int number) {
    return Wire.get("/v1/reviews/{id}/display", review(number).id())
        .jsonPath()
        .getString("display");
  }

  private com.microsoft.playwright.Page moderation(int... chosen) {
    var page = browser.window(TestKey.PLAIN, "/moderation?storefront=" + shop);
    Shown.settled(page);
    for (var number : chosen) {
      page.locator("[data-id='" + review(number).id() + "'] [data-act=choose]").check();
    }
    return page;
  }

  @Test
  void whatAColleagueDecidedIsNotChosenAnyMore() throws SQLException {
    for (var i = 1; i <= 3; i++) {
      add(i);
    }
    var page = moderation(1, 2);
    assertThat(page.locator(".bulk strong")).hasText("2 chosen");
    publishedByAColleague(1);
    add(4);
    assertThat(page.locator(".bulk strong")).hasText("1 chosen");
    page.locator(".bulk [data-act=hide]").click();
    assertThat(page.locator("dialog h2")).hasText("Hide 1 review");
    publishedByAColleague(2);
    add(5);
    assertThat(page.locator(".bulk")).isHidden();
    page.locator("dialog textarea").fill("a telephone number");
    page.locator("dialog button.main").click();
    assertThat(page.locator(".toast")).hasText("1 is not there any more");
    assertThat(List.of(display(1), display(2))).containsOnly("PUBLISHED");
  }

  @Test
  void theServiceSaysWhatBecameOfThem() throws SQLException {
    add(1);
    add(2);
    add(3);
    var page = moderation(1, 2, 3);
    page.route("**/v1/reviews?*", Route::abort); // the list is not seen again before it is decided
    publishedByAColleague(1);
    folding.apply(List.of(review(2).erased(2)));
    page.locator(".bulk [data-act=publish]").click();
    assertThat(page.locator(".toast"))
        .hasText("1 review published; 1 was so already; 1 is not there any more");
  }

  @Test
  void aComparisonThatIsCutSaysSo() throws SQLException {
    var heard = new ArrayList<Heard>();
    for (var i = 0; i < 100; i++) {
      heard.add(review(i).product("sku-" + i).tagged(1));
    }
    folding.apply(heard);
    var page = browser.window(TestKey.PLAIN, "/compare?by=product&kpi=rating&storefront=" + shop);
    assertThat(page.locator(".compared-list li")).hasCount(100);
    assertThat(page.locator(".cut")).isHidden();
    folding.apply(List.of(review(100).product("sku-100").tagged(1)));
    assertThat(page.locator(".cut"))
        .hasText("Only the first 100 are shown; the CSV file has the others.");
    assertThat(page.locator(".cut")).isVisible();
  }

  @Test
  void aFileThatIsCutSaysSo() throws Exception {
    add(1);
    var page = browser.window(TestKey.PLAIN, "/reviews?storefront=" + shop);
    page.route(
        "**/v1/reviews?*",
        route -> {
          if ("text/csv".equals(route.request().headerValue("accept"))) {
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/csv")
                    .setHeaders(Map.of("Link", "</v1/reviews?cursor=on>; rel=\"next\""))
                    .setBody("id\r\none\r\n"));
          } else {
            route.resume();
          }
        });
    var file = page.waitForDownload(() -> page.getByText("CSV").click());
    assertThat(page.locator(".toast.fault")).containsText("only the beginning of the list");
    assertThat(Files.readString(file.path())).isEqualTo("\ufeffid\r\n" + "one\r\n".repeat(40));
  }

  @Test
  void whatNobodyComplainsOfIsNoCauseAtAGlance() throws SQLException {
    folding.apply(
        List.of(
            Said.by(review(1)).naming(Aspect.DELIVERY, Label.NEGATIVE).tagged(1),
            Said.by(review(2)).naming(Aspect.PRICE, Label.POSITIVE).tagged(1)));
    var page = browser.window(TestKey.PLAIN, "/?storefront=" + shop);
    assertThat(page.locator(".bars.named li")).hasCount(1);
    assertThat(page.locator(".bars.named")).containsText("Delivery");
  }
}
