package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an alert to answered, by two people at once, and how an operator sees that it arrives. */
@QuarkusTest
@OnTheWire
@TestProfile(ConsoleTest.People.class)
class ConsolePathTest {
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

  @Test
  void aReviewIsAnsweredFromALatvianTemplateInTimeAndASecondBrowserSeesEachStep() {
    var word = "w" + UUID.randomUUID().toString().replace("-", "");
    var queue = "/?status=OPEN,ACKNOWLEDGED,ANSWERED,RESOLVED&q=" + word;
    var ilze = browser.window(ConsoleTest.ILZE, queue);
    var marko = browser.window(ConsoleTest.MARKO, queue);
    for (var page : List.of(ilze, marko)) {
      assertThat(page.locator("#none")).isVisible();
      assertThat(page.locator("#live")).hasAttribute("data-state", "on");
      page.evaluate("() => { window.neverReloaded = true; }");
    }
    var id = UUID.randomUUID();
    world.send(World.negative(id, "Tējkanna tek " + word));
    assertThat(ilze.locator("#rows .row")).hasCount(1);
    assertThat(marko.locator("#rows .row")).hasCount(1);

    ilze.keyboard().press("j");
    ilze.keyboard().press("a");
    assertThat(marko.locator("#rows .row .chip.calm")).hasText("Acknowledged");
    ilze.keyboard().press("Enter");
    assertThat(ilze.locator(".review .text")).containsText(word);
    marko.locator("#rows .what a").click();
    assertThat(marko.locator(".status")).hasText("Acknowledged");
    assertThat(marko.locator(".entry").last()).containsText("ilze acknowledged");

    ilze.keyboard().press("r");
    ilze.getByLabel("Template…").selectOption("Atvainojamies, kas notika?");
    var box = ilze.locator(".box textarea");
    assertThat(box)
        .hasValue(
            Pattern.compile(
                "^Sveiki!\\s+Paldies.* par Kettle\\..*ilze, riga-shop$", Pattern.DOTALL));
    assertThat(box).isFocused();
    assertThat(box).hasAttribute("lang", "lv");
    assertThat(marko.locator(".onlookers")).hasText("ilze is writing an answer.");
    ConsoleTest.accessible(ilze, "answering from a template");
    var draft = box.inputValue();
    ilze.keyboard().press("Control+Enter");
    for (var page : List.of(ilze, marko)) {
      assertThat(page.locator(".status")).hasText("Answered");
      assertThat(page.locator(".clock .left")).hasText("Met");
      assertThat(page.locator(".entry blockquote")).hasText(draft);
    }

    assertThat(box).not().isFocused();
    ilze.keyboard().press("e");
    ilze.keyboard().type("Nosūtīta jauna");
    ilze.keyboard().press("Enter");
    for (var page : List.of(ilze, marko)) {
      assertThat(page.locator(".status")).hasText("Resolved");
      assertThat(page.locator(".clock .left")).hasText("Met");
      assertThat(page.locator(".entry").last()).containsText("ilze resolved it");
      assertThat(page.evaluate("() => window.neverReloaded")).isEqualTo(true);
    }
    World.get(world.awaitCase(id))
        .then()
        .body("status", equalTo("RESOLVED"))
        .body("sla.status", equalTo("MET"))
        .body("timeline.find { it.type == 'case.answered' }.detail.visibility", equalTo("PUBLIC"))
        .body("timeline.find { it.type == 'case.answered' }.detail.text", equalTo(draft));
  }

  @Test
  void aTemplateThatWasWrittenAMomentAgoIsOffered() {
    var id = world.openCase("own words");
    var page = browser.window(TestKey.PLAIN, "/cases/" + id);
    var picker = page.getByLabel("Template…");
    assertThat(picker).isVisible();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Settings")).click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Templates")).click();
    page.getByText("Add").click();
    page.getByLabel("Id").fill("own-lv");
    page.getByLabel("Name").fill("Mūsu pašu");
    page.getByRole(AriaRole.DIALOG).getByLabel("Language").selectOption("lv");
    page.getByLabel("Text").fill("Labdien! {product} mums rūp.");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".items")).containsText("Mūsu pašu");
    page.evaluate(
        "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }",
        "/cases/" + id);
    picker.selectOption("Mūsu pašu");
    assertThat(page.locator(".box textarea")).hasValue("Labdien! Kettle mums rūp.");
    World.asTest().delete("/v1/templates/own-lv").then().statusCode(204);
  }

  @Test
  void aTestOfAnEndpointShowsItsOutcomeBesideIt() throws IOException {
    var status = new AtomicInteger(200);
    var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    receiver.start();
    try {
      var page = browser.window(TestKey.PLAIN, "/settings/endpoints");
      page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
      page.getByLabel("Address")
          .fill("http://127.0.0.1:" + receiver.getAddress().getPort() + "/in");
      page.getByLabel("Id").fill("shop-system");
      page.getByLabel("Kind").selectOption("WEBHOOK");
      page.getByRole(AriaRole.DIALOG).locator("button.main").click();
      assertThat(page.getByRole(AriaRole.DIALOG)).containsText("whsec_");
      page.getByRole(AriaRole.DIALOG).getByText("Close").click();
      var item =
          page.locator(".item").filter(new Locator.FilterOptions().setHasText("shop-system"));
      item.getByText("Send a test").click();
      assertThat(item.locator(".outcome")).hasText("Test: it arrived · 200");
      ConsoleTest.accessible(page, "a test that arrived");
      status.set(500);
      item.getByText("Send a test").click();
      assertThat(item.locator(".outcome")).hasText("Test: the receiver answered 500");
      ConsoleTest.accessible(page, "a test that did not");
    } finally {
      receiver.stop(0);
    }
  }
}
