package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import heed.testing.Browser;
import heed.testing.IdentityProviderForTests;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who come to the console from a provider of identities, in a real browser. */
@QuarkusTest
@OnTheWire
@TestProfile(ConsoleTest.People.class)
class ProviderSignInTest {
  @TestHTTPResource("/")
  URI root;

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
    if (browser != null) {
      browser.close();
      assertThat(browser.faults).isEmpty();
    }
  }

  private Page atTheProvider(String path) {
    var page = browser.stranger(path);
    page.getByRole(AriaRole.BUTTON, named("Sign in with Acme")).click();
    page.waitForURL(url -> url.startsWith(IdentityProviderForTests.issuer()));
    return page;
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static void signIn(Page page, String user) {
    page.getByLabel("User").fill(user);
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
  }

  @Test
  void aLeadComesInIsLedBackUnaskedWhenTheSessionIsOverAndSignsOutEverywhere() {
    var page = atTheProvider("/team");
    signIn(page, "ilze");
    assertThat(page.locator("#who")).hasText("ilze.k");
    assertThat(page).hasURL(root.resolve("/team").toString());

    page.navigate("about:blank"); // what this page still asks would be led back, unasked, first
    page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("heed_session"));
    page.navigate(root.resolve("/team").toString());
    assertThat(page.locator("#who")).hasText("ilze.k");
    assertThat(page).hasURL(root.resolve("/team").toString());

    page.evaluate("async () => (await import('/look/provider.js')).leaveForGood()");
    assertThat(page.locator("#door")).isVisible();
    assertThat(page).hasURL(root.toString());
    page.getByRole(AriaRole.BUTTON, named("Sign in with Acme")).click();
    assertThat(page.getByLabel("User")).isVisible();
  }

  @Test
  void whoHasNoRoleIsToldSoAndMayComeAsSomebodyElse() {
    var page = atTheProvider("/team");
    signIn(page, "guest");
    assertThat(page.getByRole(AriaRole.HEADING)).hasText("You have no role in Heed yet");
    assertThat(Browser.barriers(page)).isEmpty();
    page.getByRole(AriaRole.LINK, named("Sign in as somebody else")).click();
    signIn(page, "ilze");
    assertThat(page.locator("#who")).hasText("ilze.k");
    assertThat(page).hasURL(root.resolve("/team").toString());
  }
}
