package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import heed.testing.Browser;
import heed.testing.IdentityProviderForTests;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console as people meet it: a real browser, a real broker, a real database. */
@QuarkusTest
@OnTheWire
@TestProfile(ConsoleTest.People.class)
class ConsoleTest {
  /** Two agents beside the key that opens every door, and a provider that others come from. */
  public static class People implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(IdentityProviderForTests.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
      var keys = new HashMap<String, String>();
      keys.putAll(TestKey.config("ilze", "key-of-ilze", "*", "agent"));
      keys.putAll(TestKey.config("marko", "key-of-marko", "*", "agent"));
      keys.put("heed.telling.allow-private", "127.0.0.0/8");
      keys.put("heed.telling.allow-http", "true");
      return keys;
    }
  }

  private static final Logger LOG = Logger.getLogger(ConsoleTest.class);
  static final String ILZE = "key-of-ilze";
  static final String MARKO = "key-of-marko";

  @TestHTTPResource("/")
  URI root;

  @Inject Transactions transactions;

  private final World world = new World();
  private Browser browser;

  @BeforeAll
  static void waitAsLongAsTheOtherTests() {
    PlaywrightAssertions.setDefaultAssertionTimeout(World.SOON.toMillis());
  }

  @BeforeEach
  void open() {
    browser = Browser.open(root);
  }

  @AfterEach
  void close() {
    RoutingTest.forget(transactions);
    world.close();
    if (browser != null) {
      browser.close();
      assertThat(browser.faults).isEmpty();
    }
  }

  /** A word that is in one case only, so that a queue shows that one. */
  private static String word() {
    return "w" + UUID.randomUUID().toString().replace("-", "");
  }

  @Test
  void aReviewIsSeenAcknowledgedAnsweredAndResolvedAndASecondBrowserSeesEachStep() {
    var word = word();
    var ilze = browser.window(ILZE, "/?status=OPEN,ACKNOWLEDGED,ANSWERED,RESOLVED&q=" + word);
    var marko = browser.window(MARKO, "/?status=OPEN,ACKNOWLEDGED,ANSWERED,RESOLVED&q=" + word);
    for (var page : List.of(ilze, marko)) {
      assertThat(page.locator("#none")).isVisible();
      assertThat(page.locator("#live")).hasAttribute("data-state", "on");
      page.evaluate("() => { window.neverReloaded = true; }");
    }
    var id = UUID.randomUUID();
    world.send(World.negative(id, "It arrived broken " + word));
    var sent = System.nanoTime();
    ilze.waitForSelector("#rows .row");
    LOG.infof("a review was seen %d ms after it was sent", (System.nanoTime() - sent) / 1_000_000);
    assertThat(ilze.locator("#rows .row")).hasCount(1);
    assertThat(marko.locator("#rows .row")).hasCount(1);

    ilze.keyboard().press("j");
    ilze.keyboard().press("a");
    assertThat(marko.locator("#rows .row .chip.calm")).hasText("Acknowledged");

    marko.keyboard().press("j");
    marko.keyboard().press("Enter");
    assertThat(marko.locator(".review .text")).containsText(word);
    ilze.keyboard().press("r");
    assertThat(marko.locator(".onlookers")).hasText("ilze is also looking at this case.");
    assertThat(ilze.locator(".box textarea")).isFocused();
    ilze.keyboard().type("Ļoti atvainojamies!");
    assertThat(marko.locator(".onlookers")).hasText("ilze is writing an answer.");
    ilze.keyboard().press("Control+Enter");
    assertThat(ilze.locator(".clock .left")).hasText("Met");
    assertThat(marko.locator(".clock .left")).hasText("Met");
    assertThat(marko.locator(".entry blockquote")).hasText("Ļoti atvainojamies!");

    assertThat(ilze.locator(".box textarea")).not().isFocused();
    ilze.keyboard().press("e");
    ilze.keyboard().type("Replaced");
    ilze.keyboard().press("Enter");
    assertThat(ilze.locator(".status")).hasText("Resolved");
    assertThat(marko.locator(".status")).hasText("Resolved");
    assertThat(marko.locator(".entry").last()).containsText("ilze resolved it");
    for (var page : List.of(ilze, marko)) {
      assertThat(page.evaluate("() => window.neverReloaded")).isEqualTo(true);
    }
    ilze.keyboard().press("Escape");
    assertThat(marko.locator(".onlookers")).isHidden();
  }

  @Test
  void aStaleWriteShowsWhoChangedWhatAndOffersToGoOn() {
    var id = world.openCase("stale");
    var ilze = browser.window(ILZE, "/");
    ilze.route("**/v1/cases/events", route -> route.abort());
    ilze.navigate(root.resolve("/cases/" + id).toString());
    assertThat(ilze.locator(".status")).hasText("Open");
    World.post(id, "notes", "\"1\"", "{\"text\":\"I will call her\"}").then().statusCode(200);
    ilze.keyboard().press("r");
    ilze.keyboard().type("We are sorry");
    ilze.keyboard().press("Control+Enter");
    var dialog = ilze.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Somebody was quicker");
    assertThat(dialog.locator(".entry")).hasCount(1);
    assertThat(dialog.locator(".entry")).containsText("test left a note");
    assertThat(dialog.locator("blockquote")).hasText("I will call her");
    assertThat(ilze.locator(".box textarea")).hasValue("We are sorry");
    dialog.getByText("Answer anyway").click();
    assertThat(ilze.locator(".status")).hasText("Answered");
    assertThat(ilze.locator(".box textarea")).hasValue("");
  }

  @Test
  void severalCasesAreTakenAtOnce() {
    var word = word();
    for (var i = 0; i < 3; i++) {
      world.openCase("many " + word);
    }
    var page = browser.window(ILZE, "/?q=" + word);
    assertThat(page.locator("#rows .row")).hasCount(3);
    for (var key : List.of("j", "x", "j", "x", "a")) {
      page.keyboard().press(key);
    }
    assertThat(page.locator("#rows .chip.calm")).hasCount(2);
    assertThat(page.locator("#bulk")).isHidden();
    page.keyboard().press("k");
    page.keyboard().press("m");
    assertThat(page.locator("#rows .face")).hasCount(1);
  }

  @Test
  void aCaseOpenedAgainGoesToWhereItsNextAnswerIsDueAndCountsDownToIt() {
    var word = word();
    var again = world.openCase("again " + word);
    world.openCase("waits " + word);
    var page = browser.window(ILZE, "/?q=" + word);
    assertThat(page.locator("#rows .what a").first()).containsText("again");
    World.post(again, "resolve", "\"1\"", "{\"resolution\":\"x\"}").then().statusCode(200);
    assertThat(page.locator("#rows .row")).hasCount(1);
    World.post(again, "reopen", "\"2\"", "{\"reason\":\"x\"}").then().statusCode(200);
    assertThat(page.locator("#rows .row")).hasCount(2);
    assertThat(page.locator("#rows .what a").last()).containsText("again");
    assertThat(page.locator("#rows .left").last()).hasText(Pattern.compile("[\\d:d ]+"));
    page.reload();
    assertThat(page.locator("#rows .what a").last()).containsText("again");
  }

  @Test
  void aCaseIsGivenToATeamOfTheRouting() {
    var word = word();
    world.openCase("whose " + word);
    World.listen("chat");
    var etag = World.asTest().get("/v1/routing").header("ETag");
    World.asTest()
        .header("If-Match", etag)
        .contentType("application/yaml")
        .body(RoutingTest.text("full.yaml").getBytes(StandardCharsets.UTF_8))
        .put("/v1/routing")
        .then()
        .statusCode(200);
    var page = browser.window(ILZE, "/?q=" + word);
    assertThat(page.locator("#rows .team")).hasText("default");
    page.keyboard().press("j");
    page.keyboard().press("s");
    page.getByRole(AriaRole.DIALOG).getByLabel("Team").selectOption("baltics");
    page.getByRole(AriaRole.DIALOG).getByText("Assign").last().click();
    assertThat(page.locator("#rows .team")).hasText("baltics");
  }

  @Test
  void filtersAreInTheAddressAndViewsAreKept() {
    var word = word();
    world.openCase("here " + word);
    var page = browser.window(ILZE, "/?q=" + word + "&language=sl");
    assertThat(page.locator("#none")).isVisible();
    page.locator("[data-filter=language]").selectOption("lv");
    assertThat(page.locator("#rows .row")).hasCount(1);
    assertThat(page).hasURL(Pattern.compile(".*language=lv.*q=" + word));
    page.getByText("Save view").click();
    page.keyboard().type("Latvian");
    page.keyboard().press("Enter");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Closed")).click();
    assertThat(page).hasURL(Pattern.compile(".*status=RESOLVED.*"));
    page.reload();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Latvian")).click();
    assertThat(page.locator("#rows .row")).hasCount(1);
    page.goBack();
    assertThat(page).hasURL(Pattern.compile(".*status=RESOLVED.*"));
    page.keyboard().press("/");
    assertThat(page.locator("#search")).isFocused();
    var filters = page.locator(".filters select");
    var names = "all => all.map(one => one.dataset.filter)";
    var before = filters.evaluateAll(names);
    var first = filters.first().elementHandle();
    page.keyboard().type("x");
    page.waitForFunction("node => !node.isConnected", first);
    assertThat(filters.evaluateAll(names)).isEqualTo(before);
    assertThat(page.locator(".filters")).not().containsText("undefined");
    page.keyboard().press("Escape");
    page.keyboard().press("?");
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Next case");
  }

  /** A list is answered after what happened since it was made. */
  @Test
  void anAnswerThatComesLateBringsNothingBack() {
    var word = word();
    var id = world.openCase("here " + word);
    var page = browser.window(ILZE, "/?status=OPEN&q=" + word);
    assertThat(page.locator("#rows .row")).hasCount(1);
    assertThat(page.locator("#live")).hasAttribute("data-state", "on"); // it asks no more by itself
    var held = new ArrayList<Runnable>();
    page.route(
        "**/v1/cases?*",
        route -> {
          if (held.isEmpty()) {
            var first = route.fetch();
            held.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(first)));
          } else {
            route.resume();
          }
        });
    page.reload();
    page.waitForCondition(() -> !held.isEmpty());
    assertThat(page.locator("#live")).hasAttribute("data-state", "on");
    page.waitForResponse(
        "**/v1/cases/" + id,
        () -> World.post(id, "acknowledge", "\"1\"", "{}").then().statusCode(200));
    page.waitForResponse("**/v1/cases?*", held.getFirst()::run);
    page.evaluate("() => new Promise(done => setTimeout(done, 300))");
    assertThat(page.locator("#rows .row")).hasCount(0);
  }

  @Test
  void whatACustomerWroteIsOnlyEverText() {
    var word = word();
    var hostile = "<img src=x onerror=\"document.title='owned'\"><script>alert(1)</script> " + word;
    var id = world.openCase(hostile);
    var page = browser.window(ILZE, "/?q=" + word);
    assertThat(page.locator("#rows .what a")).containsText(hostile);
    page.navigate(root.resolve("/cases/" + id).toString());
    assertThat(page.locator(".review .text")).hasText(hostile);
    assertThat(page.locator("main img, main script")).hasCount(0);
    assertThat(page.title()).isEqualTo("Kettle · Heed");
  }

  @Test
  void theKeyInTheAddressOpensASessionAndIsGone() {
    var page = browser.stranger("/team#key=" + ILZE);
    assertThat(page.locator("#who")).hasText("ilze");
    assertThat(page).hasURL(root.resolve("/team").toString());
    assertThat(page.evaluate("() => document.cookie")).isEqualTo("");
    var stranger = browser.stranger("/");
    stranger.getByText("Use a key").click();
    stranger.locator("#key").fill("wrong");
    stranger.keyboard().press("Enter");
    assertThat(stranger.getByRole(AriaRole.ALERT)).hasText("This key was not accepted.");
  }

  @ParameterizedTest
  @CsvSource({"en-GB,Queue", "lv-LV,Rinda", "sl-SI,Čakalna vrsta", "de-AT,Warteschlange"})
  void speaksTheLanguageOfTheBrowser(String locale, String queue) {
    var page = browser.window(ILZE, "/", ColorScheme.LIGHT, Browser.DESKTOP, locale);
    assertThat(page.locator("h1")).hasText(queue);
    page.locator("#language").selectOption("de");
    assertThat(page.locator("h1")).hasText("Warteschlange");
    page.reload();
    assertThat(page.locator("h1")).hasText("Warteschlange");
  }

  @Test
  void theSettingsSayWhoDidWhat() {
    var id = DeskForTests.open(1, "riga-shop").getFirst();
    World.post(id, "notes", "\"1\"", "{\"text\":\"x\"}").then().statusCode(200);
    var page = browser.window(TestKey.PLAIN, "/settings/audit");
    var line = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("" + id));
    assertThat(line).containsText("POST /v1/cases/{id}/notes");
    assertThat(line).containsText("Done 200");
    page.getByLabel("Outcome").selectOption("REFUSED");
    assertThat(line).hasCount(0);
  }

  @Test
  void aRuleIsWrittenTriedSavedAndTakenAway() {
    var page = browser.window(TestKey.PLAIN, "/settings/rules");
    page.getByText("Add").click();
    page.getByLabel("Name").fill("only for this test");
    page.getByLabel("Country").last().fill("AQ, BV");
    page.getByLabel("Priority").selectOption("URGENT");
    page.keyboard().press("Enter");
    var rule = page.locator(".item").filter(new Locator.FilterOptions().setHasText("only for"));
    assertThat(rule).containsText("Country = AQ or BV");
    assertThat(page.locator(".saving")).containsText("not saved yet");
    Map.of("storefront", "riga-shop", "product", "kettle", "country", "AQ")
        .forEach((field, value) -> page.locator(".dry [name=" + field + "]").fill(value));
    page.getByText("Try it").click();
    assertThat(page.locator(".result")).containsText("only for this test → ");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".saving")).isHidden();
    assertThat(World.asTest().get("/v1/routing").asString()).contains("only for this test");
    rule.getByText("Remove").click();
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".saving")).isHidden();
    assertThat(World.asTest().get("/v1/routing").asString()).doesNotContain("only for this test");
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280", "DARK,1280", "LIGHT,390", "DARK,390"})
  void noPageKeepsAnybodyOut(ColorScheme scheme, int width) {
    var id = world.openCase("for everyone");
    World.post(id, "notes", "\"1\"", "{\"text\":\"call her\"}").then().statusCode(200);
    World.post(id, "answer", "\"2\"", "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}")
        .then()
        .statusCode(200);
    world.openCase("for everyone else");
    var page = browser.window(TestKey.PLAIN, "/", scheme, width, "en-GB");
    assertThat(page.locator("#rows .row").first()).isVisible();
    page.keyboard().press("j");
    page.keyboard().press("x");
    accessible(page, "queue");
    page.keyboard().press("s");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    accessible(page, "assign");
    page.navigate(root.resolve("/cases/" + id).toString());
    assertThat(page.locator(".entry").last()).isVisible();
    accessible(page, "case");
    page.keyboard().press("e");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    accessible(page, "resolve");
    page.navigate(root.resolve("/team").toString());
    assertThat(page.locator(".team-card").first()).isVisible();
    accessible(page, "team");
    for (var section :
        List.of(
            "rules",
            "teams",
            "calendars",
            "policies",
            "endpoints",
            "templates",
            "audit",
            "document",
            "access")) {
      page.navigate(root.resolve("/settings/" + section).toString());
      assertThat(page.locator(".section > *").first()).isVisible();
      accessible(page, section);
    }
    var stranger = browser.stranger("/");
    assertThat(stranger.locator("#door")).isVisible();
    accessible(stranger, "door");
  }

  static void accessible(Page page, String name) {
    assertThat(Browser.barriers(page)).as(name).isEmpty();
  }
}
