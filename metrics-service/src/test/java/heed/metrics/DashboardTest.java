package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.events.Tags.Label;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard as people meet it: a real browser, a real broker, a real database. */
@QuarkusTest
class DashboardTest {
  private static final Logger LOG = Logger.getLogger(DashboardTest.class);
  private static final String ONE_SHOP = "one-shop";

  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;

  private final Wire wire = new Wire();
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
    wire.close();
    if (browser != null) {
      browser.close();
      assertThat(browser.faults).isEmpty();
    }
  }

  /** A shop that no other test knows. */
  private static String shop() {
    return "dashboard-" + UUID.randomUUID();
  }

  private static Given given(String shop, String id) {
    return Given.review(shop, id).received(Instant.now().minusSeconds(30));
  }

  @Test
  void aReviewOnTheTopicMovesEveryFigureWithoutAReload() {
    var shop = shop();
    wire.send(given(shop, "first").nps(9).event(1));
    Wire.awaitReviews(shop, 1);
    var page = browser.window(TestKey.PLAIN, "/?storefront=" + shop);
    assertThat(page.locator("#live")).hasAttribute("data-state", "on");
    assertThat(page.locator("[data-kpi=reviews] .value")).hasText("1");
    Shown.settled(page);
    page.evaluate("() => { window.neverReloaded = true; }");
    var sent = System.nanoTime();
    wire.send(given(shop, "second").stars(1, Label.NEGATIVE).nps(0).event(1));
    assertThat(page.locator("[data-kpi=reviews] .value")).hasText("2");
    LOG.infof(
        "the dashboard moved %d ms after the review was sent",
        (System.nanoTime() - sent) / 1_000_000);
    assertThat(page.locator(".legend li").first()).containsText("Negative1");
    assertThat(page.evaluate("() => window.neverReloaded")).isEqualTo(true);
  }

  @Test
  void theScopeIsInTheAddressAndGoesAlong() throws SQLException {
    var shop = shop();
    folding.apply(List.of(given(shop, "lv").tagged(1)));
    folding.apply(List.of(given(shop, "si").from("SI", "sl", heed.events.Channel.APP).tagged(1)));
    var page = browser.window(TestKey.PLAIN, "/?storefront=" + shop + "&country=SI");
    assertThat(page.locator("[data-kpi=reviews] .value")).hasText("1");
    page.locator("[data-filter=country]").selectOption("");
    assertThat(page.locator("[data-kpi=reviews] .value")).hasText("2");
    assertThat(page).not().hasURL(Pattern.compile(".*country=.*"));
    page.locator("[data-filter=country] option[value=LV]")
        .waitFor(
            new com.microsoft.playwright.Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    page.locator("[data-filter=country]").selectOption("LV");
    page.locator("input[value='7d']").check();
    assertThat(page).hasURL(Pattern.compile(".*window=7d.*country=LV.*"));
    page.locator(".place[href^='/reviews']").click();
    assertThat(page.locator(".reviews li")).hasCount(1);
    assertThat(page).hasURL(Pattern.compile(".*/reviews\\?.*country=LV.*"));
    page.locator(".reviews .what").click();
    assertThat(page.locator(".facts")).containsText("Latvia");
    page.reload();
    assertThat(page.locator(".facts")).containsText("Latvia");
    page.keyboard().press("Escape");
    assertThat(page.locator(".reviews li")).hasCount(1);
  }

  @Test
  void everyChartIsAlsoATableAndAFile() throws SQLException, IOException {
    var shop = shop();
    folding.apply(List.of(given(shop, "a").nps(10).tagged(1)));
    var page = browser.window(TestKey.PLAIN, "/?window=7d&kpi=nps&storefront=" + shop);
    var card = page.locator(".board-card").first();
    assertThat(card.locator("canvas")).isVisible();
    assertThat(card.locator(".plot"))
        .hasAttribute("aria-label", Pattern.compile("NPS over time.*"));
    card.getByText("View as table").click();
    assertThat(card.locator("tbody")).containsText("100");
    card.getByText("View as chart").click();
    assertThat(card.locator("canvas")).isVisible();
    for (var i = 0; i < 2; i++) {
      var which = page.locator(".board-card").nth(i);
      var file = page.waitForDownload(() -> which.getByText("CSV").click());
      assertThat(Files.readString(file.path())).startsWith("\ufefffrom,to,");
    }
  }

  @Test
  void whatACustomerWroteIsOnlyEverText() throws SQLException {
    var shop = shop();
    var hostile = "<img src=x onerror=\"document.title='owned'\"><script>alert(1)</script>";
    folding.apply(List.of(given(shop, "a").by(hostile).product(hostile).tagged(1)));
    var page = browser.window(TestKey.PLAIN, "/reviews?storefront=" + shop);
    assertThat(page.locator(".reviews .what")).containsText("words of " + hostile);
    page.locator(".reviews .what").click();
    assertThat(page.locator(".said .text")).hasText("words of " + hostile);
    page.navigate(root.resolve("/compare?by=product&storefront=" + shop).toString());
    assertThat(page.locator(".compared-list")).containsText(hostile);
    assertThat(page.locator("main img, main script")).hasCount(0);
  }

  @Test
  void aKeyForOneShopSeesThatShopOnly() throws SQLException {
    folding.apply(List.of(given(ONE_SHOP, "dashboard").tagged(1)));
    folding.apply(List.of(given("foreign-shop", "dashboard").tagged(1)));
    var page = browser.window(ONE_SHOP, "/compare?by=storefront");
    assertThat(page.locator(".compared-list")).containsText(ONE_SHOP);
    assertThat(page.locator(".compared-list")).not().containsText("foreign-shop");
    assertThat(page.locator("[data-filter=product]")).isEnabled();
    page.navigate(root.resolve("/?storefront=foreign-shop").toString());
    assertThat(page.locator(".board-card .fault").first()).containsText("storefront");
  }

  @Test
  void theKeyInTheAddressOpensASessionAndIsGone() {
    var page = browser.stranger("/compare#key=" + ONE_SHOP);
    assertThat(page.locator("#who")).hasText("shop");
    assertThat(page).hasURL(root.resolve("/compare").toString());
    assertThat(page.evaluate("() => document.cookie")).isEqualTo("");
    var stranger = browser.stranger("/");
    assertThat(stranger.locator("#door .way a"))
        .hasAttribute("href", Pattern.compile("http://127.0.0.1:8082/sign-in\\?to=http.*"));
    stranger.getByText("Use a key").click();
    stranger.locator("#key").fill("wrong");
    stranger.keyboard().press("Enter");
    assertThat(stranger.locator("[role=alert]")).hasText("This key was not accepted.");
  }

  @ParameterizedTest
  @CsvSource({"en-GB,Overview", "lv-LV,Pārskats", "sl-SI,Pregled", "de-AT,Übersicht"})
  void speaksTheLanguageOfTheBrowser(String locale, String title) {
    var page = browser.window(TestKey.PLAIN, "/", ColorScheme.LIGHT, Browser.DESKTOP, locale);
    assertThat(page.locator("h1")).hasText(title);
    page.keyboard().press("g");
    page.keyboard().press("v");
    assertThat(page).hasURL(Pattern.compile(".*/compare.*"));
    page.keyboard().press("?");
    assertThat(page.locator("dialog")).isVisible();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280", "DARK,1280", "LIGHT,390", "DARK,390"})
  void noPlaceKeepsAnybodyOut(ColorScheme scheme, int width) throws SQLException {
    var shop = shop();
    folding.apply(ShopStory.of(shop, 60, 30, Instant.now()));
    var page = browser.window(TestKey.PLAIN, "/", scheme, width, "en-GB");
    for (var place :
        List.of(
            "",
            "causes",
            "compare",
            "benchmark",
            "alarms",
            "invitations",
            "reviews",
            "moderation")) {
      page.navigate(root.resolve("/" + place + "?storefront=" + shop).toString());
      assertThat(page.locator("h1")).isVisible();
      Shown.settled(page);
      assertThat(Browser.barriers(page)).as(place).isEmpty();
      assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
          .as(place)
          .isEqualTo(true);
    }
    page.navigate(root.resolve("/?kpi=nps&storefront=" + shop).toString());
    Shown.settled(page);
    page.getByText("View as table").first().click();
    assertThat(page.locator("table").first()).isVisible();
    assertThat(Browser.barriers(page)).as("table").isEmpty();
    page.navigate(root.resolve("/reviews?storefront=" + shop).toString());
    page.locator(".reviews .what").first().click();
    assertThat(page.locator(".facts")).isVisible();
    assertThat(Browser.barriers(page)).as("review").isEmpty();
    page.keyboard().press("h");
    assertThat(page.locator("dialog")).isVisible();
    assertThat(Browser.barriers(page)).as("hide").isEmpty();
    var stranger = browser.stranger("/");
    assertThat(stranger.locator("#door")).isVisible();
    assertThat(Browser.barriers(stranger)).as("door").isEmpty();
  }
}
