package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages that show what causes, alarms, benchmarks and display answer, in a real browser. */
@QuarkusTest
class ModerationPageTest {
  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;

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

  private String shopOf(int reviews) throws SQLException {
    var shop = "moderated-" + UUID.randomUUID();
    for (var i = 0; i < reviews; i++) {
      folding.apply(
          List.of(
              Given.review(shop, "r" + i)
                  .by("c" + i)
                  .received(Instant.now().minusSeconds(60 + i))
                  .tagged(1)));
    }
    return shop;
  }

  private static String display(String shop, String id) {
    return Wire.get("/v1/reviews/{id}/display", Given.review(shop, id).id())
        .jsonPath()
        .getString("display");
  }

  @Test
  void theQueueIsWorkedByKeysAndHidingAsksWhy() throws SQLException {
    var shop = shopOf(4);
    var page = browser.window(TestKey.PLAIN, "/moderation?storefront=" + shop);
    assertThat(page.locator(".reviews li")).hasCount(4);
    page.keyboard().press("j");
    page.keyboard().press("p");
    assertThat(page.locator(".reviews li")).hasCount(3);
    assertThat(display(shop, "r0")).isEqualTo("PUBLISHED");
    page.keyboard().press("h");
    page.locator("dialog textarea").fill("a telephone\nnumber");
    page.locator("dialog button.main").click();
    assertThat(page.locator(".reviews li")).hasCount(2);
    assertThat(display(shop, "r1")).isEqualTo("HIDDEN");
    assertThat(page.locator(".reviews li").first().locator("[data-act=open]")).isFocused();
    for (var key : List.of("x", "j", "x", "p")) {
      page.keyboard().press(key);
    }
    assertThat(page.locator(".none")).isVisible();
    assertThat(display(shop, "r2")).isEqualTo("PUBLISHED");
    assertThat(display(shop, "r3")).isEqualTo("PUBLISHED");
    page.navigate(root.resolve("/reviews/" + Given.review(shop, "r1").id()).toString());
    assertThat(page.locator(".history")).containsText("a telephone number");
    page.keyboard().press("p");
    assertThat(page.locator(".history li")).hasCount(2);
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280", "DARK,390"})
  void noPlaceKeepsAnybodyOutOnceThereIsSomethingToSee(ColorScheme scheme, int width)
      throws SQLException {
    var shop = "seen-" + UUID.randomUUID();
    folding.apply(ShopStory.of(shop, 200, 60, Instant.now()));
    var page = browser.window(TestKey.PLAIN, "/", scheme, width, "en-GB");
    for (var place :
        List.of("", "causes", "compare", "benchmark", "alarms", "reviews", "moderation")) {
      page.navigate(root.resolve("/" + place + "?storefront=" + shop).toString());
      Shown.settled(page);
      if (place.equals("causes")) {
        page.locator("summary").first().click();
        assertThat(page.locator("details[open]")).hasCount(1);
      }
      assertThat(page.locator("[data-state=fault], [data-state=missing]")).hasCount(0);
      assertThat(Browser.barriers(page)).as(place).isEmpty();
      assertThat(fits(page)).as(place).isTrue();
    }
  }

  private static boolean fits(Page page) {
    return (boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth");
  }
}
