package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import heed.events.Tags.Aspect;
import heed.events.Tags.Label;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever goes by keyboard stays where they are while the page draws itself anew. */
@QuarkusTest
class FocusTest {
  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;

  private final String shop = "focus-" + UUID.randomUUID();
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

  private Page visit(String path) {
    var page =
        browser.window(
            TestKey.PLAIN, path + (path.contains("?") ? "&" : "?") + "storefront=" + shop);
    Shown.settled(page);
    return page;
  }

  /** The lower the number, the newer. */
  private void add(int number) throws SQLException {
    folding.apply(
        List.of(
            Said.by(
                    Given.review(shop, "r" + number)
                        .by("c" + number)
                        .received(Instant.now().minusSeconds(60 + 10L * number)))
                .text("words of " + number)
                .naming(Aspect.DELIVERY, Label.NEGATIVE)
                .tagged(1)));
  }

  private Locator row(Page page, int number, String control) {
    var id = Given.review(shop, "r" + number).id();
    return page.locator("[data-id='" + id + "'] [data-act=" + control + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "/,'[data-filter=country]',LV,country=LV",
    "/causes,'[data-own=sort]',effect,sort=effect",
    "/compare?by=product&kpi=rating,'[data-own=by]',country,by=country",
    "/reviews,'[data-own=sentiment]',POSITIVE,sentiment=POSITIVE",
    "/alarms,'[data-own=state]',ALL,state=ALL",
    "/moderation,'[data-own=view]',HIDDEN,view=HIDDEN"
  })
  void aFilterThatWasChangedKeepsTheFocus(String path, String filter, String value, String told)
      throws SQLException {
    add(1);
    var page = visit(path);
    var first = page.locator(filter).elementHandle();
    page.locator(filter + " option[value=" + value + "]")
        .waitFor(
            new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    page.locator(filter).focus();
    page.locator(filter).selectOption(value);
    assertThat(page).hasURL(Pattern.compile(".*" + told + ".*"));
    assertThat(page.locator(filter)).isFocused();
    assertThat(first.evaluate("node => node.isConnected")).isEqualTo(false);
  }

  @Test
  void aWindowThatWasChosenAndATileThatWasPressedKeepTheFocus() throws SQLException {
    add(1);
    var page = visit("/");
    page.locator("input[value='7d']").focus();
    page.keyboard().press("ArrowLeft");
    assertThat(page).hasURL(Pattern.compile(".*window=24h.*"));
    assertThat(page.locator("input[value='24h']")).isFocused();
    page.locator("button[data-kpi=nps]").focus();
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile(".*kpi=nps.*"));
    assertThat(page.locator("button[data-kpi=nps]")).isFocused();
  }

  @Test
  void theButtonOfARowKeepsTheFocusWhileReviewsArrive() throws SQLException {
    add(1);
    add(2);
    var page = visit("/moderation");
    row(page, 2, "hide").focus();
    add(0);
    assertThat(page.locator(".reviews li")).hasCount(3);
    assertThat(row(page, 2, "hide")).isFocused();
    row(page, 1, "choose").focus();
    page.keyboard().press("Space");
    add(3);
    assertThat(page.locator(".reviews li")).hasCount(4);
    assertThat(row(page, 1, "choose")).isFocused();
    assertThat(row(page, 1, "choose")).isChecked();
  }

  @Test
  void theCauseThatWasOpenedKeepsTheFocusWhileReviewsArrive() throws SQLException {
    add(1);
    var page = visit("/causes");
    page.locator("summary").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("details[open] blockquote")).hasCount(1);
    add(2);
    assertThat(page.locator("details[open] blockquote")).hasCount(2);
    assertThat(page.locator("summary")).isFocused();
  }

  @Test
  void whatWasDecidedHandsTheFocusToTheNextRow() throws SQLException {
    for (var i = 1; i <= 4; i++) {
      add(i);
    }
    var page = visit("/moderation");
    assertThat(page.locator(".reviews li")).hasCount(4);
    page.keyboard().press("j");
    page.keyboard().press("j");
    assertThat(row(page, 2, "open")).isFocused();
    page.keyboard().press("p");
    assertThat(page.locator(".reviews li")).hasCount(3);
    assertThat(row(page, 3, "open")).isFocused();
    page.keyboard().press("h");
    page.locator("dialog textarea").fill("a telephone number");
    add(5);
    assertThat(page.locator(".reviews li")).hasCount(4);
    page.locator("dialog button.main").click();
    assertThat(page.locator(".reviews li")).hasCount(3);
    assertThat(row(page, 4, "open")).isFocused();
    row(page, 4, "choose").check();
    row(page, 5, "choose").check();
    page.locator(".bulk [data-act=publish]").click();
    assertThat(page.locator(".reviews li")).hasCount(1);
    assertThat(row(page, 1, "choose")).isFocused();
    page.keyboard().press("p");
    assertThat(page.locator(".none")).isFocused();
  }

  @Test
  void aPageThatIsLeftHandsTheFocusToTheTitleOfTheNext() throws SQLException {
    add(1);
    var page = visit("/reviews");
    row(page, 1, "open").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".facts")).isVisible();
    assertThat(page.locator("h1")).isFocused();
    page.locator(".place[href^='/causes']").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".causes-list")).isVisible();
    assertThat(page.locator(".place[href^='/causes']")).isFocused();
  }
}
