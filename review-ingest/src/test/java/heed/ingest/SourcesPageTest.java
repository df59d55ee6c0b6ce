package heed.ingest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static heed.ingest.Doors.JUDGEME_SECRET;
import static heed.ingest.Doors.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.testing.Browser;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of sources as an admin meets it. {@code -Dheed.screenshots=FOLDER} keeps pictures. */
@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class SourcesPageTest {
  @TestHTTPResource("/")
  URI root;

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

  private void post(String source, String body) throws Exception {
    send(
        Doors.request(Doors.RIGA, "/v1/inbound/" + source)
            .header("Content-Type", Doors.JSON)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static Locator card(Page page, String name) {
    return page.locator("article")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.locator("h3", new Page.LocatorOptions().setHasText(name))));
  }

  private static Locator figure(Locator card, String name) {
    return card.locator(".figure").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static void keep(Page page, String name) {
    var folder = System.getProperty("heed.screenshots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(folder, "sources-" + name + ".png")));
    }
  }

  @Test
  void anAdminSeesHowEachSourceIsReachedWhatCameOfItAndWhatMayBeDoneThere() throws Exception {
    post("google", "{\"reviewId\":\"page-1\",\"starRating\":\"FIVE\"}");
    post("google", "{\"reviewId\":\"page-2\",\"starRating\":\"ELEVEN\"}");
    var page = browser.window(TestKey.PLAIN, "/sources");
    assertThat(page.locator("h1")).hasText("Sources");
    var google = card(page, "Google");
    assertThat(figure(google, "Taken").locator("dd")).not().hasText("0");
    assertThat(figure(google, "Not understood").locator("dd")).not().hasText("0");
    assertThat(google).containsText("Last heard");
    assertThat(google).containsText(root.resolve("/v1/inbound/google").toString());
    assertThat(google).containsText("It signs nothing");
    assertThat(google).containsText("is posted there, by hand");
    assertThat(google).containsText("is not allowed there; nobody is asked");
    var judgeme = card(page, "Judge.me");
    assertThat(judgeme).containsText("The secret is set.");
    assertThat(judgeme).containsText("riga-shop");
    assertThat(judgeme).containsText("nobody said that it is allowed");
    var woocommerce = card(page, "WooCommerce");
    assertThat(woocommerce).containsText("HEED_INBOUND_SOURCES_WOOCOMMERCE_SECRET and with it");
    assertThat(woocommerce).containsText("HEED_INBOUND_SOURCES_WOOCOMMERCE_STOREFRONT");
    assertThat(page.locator(".adding")).containsText("scheme: standard-webhooks");
    assertThat(page.content()).doesNotContain(JUDGEME_SECRET);
    assertThat(page.locator("#places")).containsText("Console");
  }

  @Test
  void whatComesWhileItIsLookedAtIsShownWithoutAReload() throws Exception {
    var page = browser.window(TestKey.PLAIN, "/sources");
    var taken = figure(card(page, "The forum"), "Taken").locator("dd");
    assertThat(card(page, "The forum")).containsText("Open by signature");
    var before = taken.isVisible() ? Integer.parseInt(taken.innerText()) : 0;
    post("forum", "{\"id\":\"page-3\",\"state\":\"live\",\"shop\":\"1\",\"words\":\"New.\"}");
    assertThat(taken).hasText("" + (before + 1));
  }

  private static void answering(Page page, Supplier<String> body) {
    page.route(
        Pattern.compile(".*/v1/inbound$"),
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(body.get())));
  }

  /** Of a source that names its storefront and whose secret is not set, as one of two copies. */
  private static String copy(String since, String lastReceivedAt) {
    return """
        {"since": "%s", "items": [{"source": "board", "name": "Board", "mapping": "board.yaml",
          "channel": "SOCIAL", "signature": "standard-webhooks", "webhook": false, "csv": false,
          "namesStorefront": true, "lastDay": {"accepted": 0}, "lastReceivedAt": %s}]}
        """
        .formatted(since, lastReceivedAt);
  }

  @Test
  void behindTwoCopiesASourceStaysInUseAndThePageSaysThatEachCountsForItself() {
    var page = browser.window(TestKey.PLAIN, "/sources");
    var answer = new AtomicReference<>(copy("2026-11-27T10:00:00Z", "\"2026-11-27T11:00:00Z\""));
    answering(page, answer::get);
    page.reload();
    var used = page.locator("section[aria-label='In use']");
    assertThat(used).containsText("Last heard");
    assertThat(used).containsText("HEED_INBOUND_SOURCES_BOARD_SECRET");
    assertThat(used).not().containsText("_STOREFRONT");
    assertThat(page.locator(".head .sum")).containsText("counted by this copy since");
    answer.set(copy("2026-11-27T10:30:00Z", "null"));
    assertThat(page.locator(".head .sum")).containsText("several copies answer");
    assertThat(used).containsText("Nothing has come since this copy started");
    assertThat(page.locator("section[aria-label='Ready, and not in use']")).hasCount(0);
  }

  @Test
  void whereNothingIsListenedToItSaysHowASourceIsAdded() {
    var page = browser.window(TestKey.PLAIN, "/sources");
    answering(page, () -> "{\"since\":\"2026-11-27T10:00:00Z\",\"items\":[]}");
    page.reload();
    assertThat(page.locator(".empty")).containsText("Nothing is listened to yet");
    assertThat(page.locator(".empty")).containsText("a file and no code");
    assertThat(page.locator(".adding")).containsText("HEED_INBOUND_FOLDER");
    assertThat(Browser.barriers(page)).isEmpty();
    keep(page, "empty");
  }

  @Test
  void whoIsNoAdminIsToldSoAndAStrangerIsLedToTheConsole() {
    var page = browser.window(Doors.READER, "/sources");
    assertThat(page.locator("#page")).containsText("Your key may not see this part");
    var door = browser.stranger("/sources");
    assertThat(door.locator("#door a"))
        .hasAttribute("href", Pattern.compile("http://127.0.0.1:8082/sign-in\\?to=.*%2Fsources"));
    assertThat(door.locator("#door")).containsText("The sources of reviews are for admins.");
    assertThat(Browser.barriers(door)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "LIGHT,1280,en-GB,Add a source",
    "DARK,1280,lv-LV,Pievienot avotu",
    "LIGHT,390,de-DE,Eine Quelle hinzufügen",
    "DARK,390,sl-SI,Dodaj vir"
  })
  void thePageKeepsNobodyOut(ColorScheme scheme, int width, String locale, String adding) {
    var page = browser.window(TestKey.PLAIN, "/sources", scheme, width, locale);
    assertThat(page.locator(".adding h2")).hasText(adding);
    assertThat(page.locator(".adding pre")).containsText("askForUpdate");
    assertThat(Browser.barriers(page)).isEmpty();
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    keep(page, "%s-%d".formatted(scheme, width));
  }
}
