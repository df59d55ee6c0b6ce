package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
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
          "/",
          "/causes",
          "/compare?by=country",
          "/benchmark",
          "/alarms",
          "/reviews",
          "/moderation");

  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;

  private final Path folder = Path.of(System.getProperty("heed.screenshots", "target"));

  @Test
  void picturesOfEveryPlace() throws SQLException {
    for (var shop : List.of("riga-shop", "bled-store", "highland-goods")) {
      folding.apply(ShopStory.of(shop, 900, 60, Instant.now()));
    }
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try (var browser = Browser.open(root)) {
      take(browser, ColorScheme.LIGHT, Browser.DESKTOP, "light");
      take(browser, ColorScheme.DARK, Browser.DESKTOP, "dark");
      take(browser, ColorScheme.LIGHT, Browser.PHONE, "phone");
    }
  }

  private void take(Browser browser, ColorScheme scheme, int width, String name) {
    var page = browser.window(TestKey.PLAIN, "/", scheme, width, "en-GB");
    for (var place : PLACES) {
      page.navigate(root.resolve(place).toString());
      settled(page);
      var title = place.equals("/") ? "overview" : place.replaceAll("[/?].*|/", "");
      shoot(page, (title.isEmpty() ? place.replaceAll("^/|\\?.*", "") : title) + "-" + name);
    }
    page.navigate(root.resolve("/reviews").toString());
    page.locator(".reviews .what").first().click();
    assertThat(page.locator(".said")).isVisible();
    shoot(page, "review-" + name);
  }

  private static void settled(Page page) {
    assertThat(page.locator("[aria-busy=true]")).hasCount(0);
    assertThat(page.locator("h1")).isVisible();
  }

  private void shoot(Page page, String name) {
    page.waitForFunction("() => document.getAnimations().every(a => a.playState === 'finished')");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(folder.resolve("dashboard-" + name + ".png")));
  }
}
