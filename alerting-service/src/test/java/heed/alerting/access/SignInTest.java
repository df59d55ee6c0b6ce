package heed.alerting.access;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import heed.alerting.OnTheWire;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and handing out access, as people meet it in a real browser. */
@QuarkusTest
@OnTheWire
class SignInTest {
  private static final String PASSWORD = "correct horse battery";

  @TestHTTPResource("/")
  URI root;

  private Browser browser;

  @BeforeAll
  static void waitAsLongAsTheOtherTests() {
    PlaywrightAssertions.setDefaultAssertionTimeout(Duration.ofSeconds(60).toMillis());
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

  private static void accessible(Page page, String what) {
    assertThat(Browser.barriers(page)).as(what).isEmpty();
  }

  @Test
  void aPersonIsInvitedChoosesAPasswordWorksSignsOutAndInAgainWhereHeWanted() {
    var name = "Ilze " + UUID.randomUUID();
    var admin = browser.window(TestKey.PLAIN, "/settings/access");
    admin.getByText("Invite somebody").click();
    var dialog = admin.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Name").fill(name);
    dialog.getByLabel("Agent").check();
    accessible(admin, "invite");
    admin.keyboard().press("Enter");
    var link = admin.getByRole(AriaRole.DIALOG).locator("pre").textContent();
    assertThat(link).startsWith(root.resolve("/sign-in#invitation=").toString());
    admin.keyboard().press("Escape");
    assertThat(item(admin, name)).containsText("invited");

    var person = browser.stranger(link.substring(root.toString().length() - 1));
    assertThat(person).hasURL(root.resolve("/sign-in").toString());
    accessible(person, "invitation");
    person.keyboard().type(PASSWORD);
    person.keyboard().press("Tab");
    person.keyboard().type(PASSWORD);
    person.keyboard().press("Enter");
    assertThat(person.locator("#who")).hasText(name);
    assertThat(person.evaluate("() => document.cookie")).isEqualTo("");
    person.locator("#out").click();
    assertThat(person.locator("#name")).isFocused();

    person.navigate(root.resolve("/team?x=1").toString());
    person.locator("#name").fill(name);
    person.locator("#password").fill("not the right one");
    person.keyboard().press("Enter");
    assertThat(person.getByRole(AriaRole.ALERT))
        .hasText("Name and password do not belong together.");
    person.locator("#password").fill(PASSWORD);
    person.keyboard().press("Enter");
    assertThat(person.locator("#who")).hasText(name);
    assertThat(person).hasURL(root.resolve("/team?x=1").toString());

    item(admin, name).getByText("Disable").click();
    assertThat(item(admin, name)).containsText("disabled");
    person.reload();
    assertThat(person.locator("#name")).isVisible();
  }

  @Test
  void aKeyIsMadeShownOnceRotatedAndRevoked() {
    var name = "till " + UUID.randomUUID();
    var admin = browser.window(TestKey.PLAIN, "/settings/access");
    admin.getByText("New key").click();
    admin.getByRole(AriaRole.DIALOG).getByLabel("Name").fill(name);
    admin.getByRole(AriaRole.DIALOG).getByLabel("Analyst").check();
    admin.keyboard().press("Enter");
    var first = admin.getByRole(AriaRole.DIALOG).locator("pre").textContent();
    accessible(admin, "secret");
    admin.keyboard().press("Escape");
    assertThat(status(first)).isEqualTo(200);
    item(admin, name).getByText("Rotate").click();
    admin.getByRole(AriaRole.DIALOG).locator("select").selectOption("PT0S");
    admin.getByRole(AriaRole.DIALOG).getByText("Rotate").last().click();
    var second = admin.getByRole(AriaRole.DIALOG).locator("pre").textContent();
    admin.keyboard().press("Escape");
    assertThat(status(first)).isEqualTo(401);
    assertThat(status(second)).isEqualTo(200);
    item(admin, name).getByText("Revoke").click();
    admin.getByRole(AriaRole.DIALOG).getByText("Revoke").last().click();
    assertThat(item(admin, name)).hasCount(0);
    assertThat(status(second)).isEqualTo(401);
  }

  @Test
  void theDoorKeepsNobodyOutAndLeadsNobodyAstray() {
    var phone =
        browser.window("no key at all", "/sign-in", ColorScheme.DARK, Browser.PHONE, "sl-SI");
    assertThat(phone.locator("h1")).hasText("Kdo ste?");
    assertThat(phone.locator("#name")).isFocused();
    accessible(phone, "sign-in");
    for (var elsewhere : new String[] {"https://evil.example/", "/..//evil.example/", "//evil"}) {
      phone.navigate(root.resolve("/sign-in?to=" + elsewhere).toString());
      phone.locator("summary").click();
      phone.locator("#key").fill(TestKey.PLAIN);
      phone.keyboard().press("Enter");
      phone.waitForURL(url -> !url.contains("/sign-in"));
      assertThat(phone.url()).startsWith(root.toString());
      phone.context().clearCookies();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8083/causes?window=7d", "http://127.0.0.1:8080/sources"})
  void whoeverComesFromThePagesOfAnotherServiceGoesBackThereWithATicket(String to) {
    var page = browser.stranger("/");
    page.context()
        .route(
            URI.create(to).resolve("/") + "**",
            route -> route.fulfill(new Route.FulfillOptions().setBody("another service")));
    page.navigate(
        root.resolve("/sign-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).toString());
    page.locator("summary").click();
    page.locator("#key").fill(TestKey.PLAIN);
    page.keyboard().press("Enter");
    page.waitForURL(url -> url.startsWith(to + "#ticket="));
    page.navigate(
        root.resolve("/sign-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8)).toString());
    page.waitForURL(url -> url.startsWith(to + "#ticket="));
  }

  private static Locator item(Page page, String name) {
    return page.locator(".item").filter(new Locator.FilterOptions().setHasText(name));
  }

  private static int status(String key) {
    return given().header("Authorization", "Bearer " + key).get("/v1/me").statusCode();
  }
}
