package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.events.Source;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the console offers of a review that was written elsewhere. */
@QuarkusTest
@OnTheWire
@TestProfile(ConsoleTest.People.class)
class ConsoleElsewhereTest {
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

  private static UUID caseOn(Source.AnswerAt where, Boolean askForUpdate) {
    var run = UUID.randomUUID().toString();
    return DeskForTests.post(
        DeskForTests.elsewhere(
            DeskForTests.marked("riga-shop", "c-" + run, run),
            new Source("Forum", null, where, askForUpdate)));
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280", "DARK,390"})
  void whereNoAnswerMayBePostedNoneIsOfferedAndItIsSaidWhy(ColorScheme scheme, int width) {
    var id = caseOn(Source.AnswerAt.NONE, false);
    var page = browser.window(ConsoleTest.ILZE, "/cases/" + id, scheme, width, "en-GB");
    assertThat(page.locator(".box .elsewhere")).containsText("Written on Forum.");
    assertThat(page.locator(".box .elsewhere")).containsText("may not be answered in public there");
    assertThat(page.getByText("Answer to the customer")).isHidden();
    assertThat(page.getByText("Send and resolve")).isHidden();
    page.keyboard().press("r");
    assertThat(page.getByLabel("Private note").last()).isFocused();
    ConsoleTest.accessible(page, "nowhere to answer");
    keep(page, "nowhere-" + scheme);
    page.keyboard().type("called her");
    page.keyboard().press("Control+Enter");
    assertThat(page.locator(".entry").last()).containsText("called her");
    page.keyboard().press("Escape");
  }

  @Test
  void whereTheCustomerWillNotBeAskedForAChangeTheResolutionSaysSo() {
    var forbidden = caseOn(Source.AnswerAt.PLATFORM, false);
    var unsaid = caseOn(Source.AnswerAt.PLATFORM, null);
    var allowed = caseOn(Source.AnswerAt.PLATFORM, true);
    for (var id : new UUID[] {forbidden, unsaid, allowed}) {
      World.post(id, "answer", "\"1\"", "{\"text\":\"Sorry\",\"visibility\":\"PUBLIC\"}")
          .then()
          .statusCode(200);
    }
    assertThat(resolving(forbidden).locator("dialog"))
        .containsText("will not be asked to look at the review again: Forum does not allow it.");
    assertThat(resolving(unsaid).locator("dialog"))
        .containsText("nobody said that Forum allows it.");
    var dialog = resolving(allowed).locator("dialog");
    assertThat(dialog).containsText("How was it resolved?");
    assertThat(dialog).not().containsText("asked");
  }

  private Page resolving(UUID id) {
    var page = browser.window(ConsoleTest.ILZE, "/cases/" + id);
    assertThat(page.locator(".status")).hasText("Answered");
    page.keyboard().press("e");
    assertThat(page.locator("dialog")).isVisible();
    ConsoleTest.accessible(page, "resolving");
    return page;
  }

  @Test
  void theSettingsLeadAnAdminToThePageOfSourcesAndNobodyElse() {
    var admin = browser.window(TestKey.PLAIN, "/settings/endpoints");
    assertThat(admin.getByText("Sources of reviews"))
        .hasAttribute("href", "http://127.0.0.1:8080/sources");
    assertThat(admin.getByText("Add a CRM")).isVisible();
    var agent = browser.window(ConsoleTest.ILZE, "/settings/templates");
    assertThat(agent.locator(".sections")).containsText("Templates");
    assertThat(agent.getByText("Sources of reviews")).hasCount(0);
  }

  private static void keep(Page page, String name) {
    var folder = System.getProperty("heed.screenshots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(folder, "console-" + name + ".png")));
    }
  }
}
