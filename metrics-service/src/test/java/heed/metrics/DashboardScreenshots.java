package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes the pictures of the documents: {@code -Dheed.screenshots=../docs/screenshots
 * -Dtest=DashboardScreenshots}.
 */
@QuarkusTest
@EnabledIfSystemProperty(
    named = "heed.screenshots",
    matches = ".+",
    disabledReason = "pictures are taken on demand, with -Dheed.screenshots=FOLDER")
class DashboardScreenshots {
  private static final List<String> PLACES =
      List.of(
          "/?kpi=nps",
          "/causes",
          "/compare?by=product&storefront=riga-shop",
          "/benchmark?storefront=riga-shop",
          "/alarms?state=ALL",
          "/invitations",
          "/reviews?sort=significance",
          "/moderation");

  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;
  @Inject Invitations invitations;

  private final Path folder = Path.of(System.getProperty("heed.screenshots", "target"));

  @Test
  void picturesOfEveryPlace() throws SQLException {
    for (var shop : List.of("riga-shop", "bled-store", "highland-goods")) {
      folding.apply(ShopStory.of(shop, 900, 60, Instant.now()));
      invitations.apply(InvitationStory.of(shop, 1200, 60, Instant.now()));
    }
    competitors();
    folding.apply(ShopStory.burst("riga-shop", 40, Instant.now()));
    Wire.eventually()
        .until(() -> !Wire.get("/v1/alarms?state=ALL").asString().contains("\"items\":[]"));
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try (var browser = Browser.open(root)) {
      take(browser, ColorScheme.LIGHT, Browser.DESKTOP, "light");
      take(browser, ColorScheme.DARK, Browser.DESKTOP, "dark");
      take(browser, ColorScheme.LIGHT, Browser.PHONE, "phone");
    }
  }

  private static void competitors() {
    var told = Instant.now();
    for (var one :
        List.of(
            "Alpen Elektro:40,60,140,460,700",
            "Kaste.lv:30,40,70,120,150",
            "Trgovina Plus:9,8,20,64,40")) {
      var parts = one.split("[:,]", -1);
      var body =
          """
          {"scale": "STARS_5", "period": {"from": "%s", "to": "%s"},
           "distribution": {"1": %s, "2": %s, "3": %s, "4": %s, "5": %s}}
          """
              .formatted(
                  told.minus(Duration.ofDays(28)),
                  told.minusSeconds(60),
                  parts[1],
                  parts[2],
                  parts[3],
                  parts[4],
                  parts[5]);
      RestAssured.given()
          .header("Authorization", TestKey.BEARER)
          .contentType("application/json")
          .body(body)
          .put("/v1/benchmarks/{competitor}?storefront=riga-shop", parts[0]);
    }
  }

  private void take(Browser browser, ColorScheme scheme, int width, String name) {
    var page = browser.window(TestKey.PLAIN, "/", scheme, width, "en-GB");
    for (var place : PLACES) {
      page.navigate(root.resolve(place).toString());
      settled(page);
      var title = place.replaceAll("[/]|\\?.*", "");
      shoot(page, (title.isEmpty() ? "overview" : title) + "-" + name, title.isEmpty());
    }
    page.locator(".place[href^='/causes']").click();
    page.locator("summary").first().click();
    shoot(page, "causes-" + name, false);
    page.navigate(root.resolve("/reviews?sentiment=NEGATIVE").toString());
    page.locator(".reviews .what").first().click();
    assertThat(page.locator(".said")).isVisible();
    shoot(page, "review-" + name, false);
  }

  private static void settled(Page page) {
    assertThat(page.locator("h1")).isVisible();
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
  }

  private void shoot(Page page, String name, boolean whole) {
    page.waitForFunction("() => document.getAnimations().every(a => a.playState === 'finished')");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(whole && !name.endsWith("phone"))
            .setPath(folder.resolve("dashboard-" + name + ".png")));
  }
}
