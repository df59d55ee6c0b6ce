package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.events.InvitationChanged.What;
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
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Asking for reviews as the dashboard shows it, in a real browser. */
@QuarkusTest
class InvitationsPageTest {
  @TestHTTPResource("/")
  URI root;

  @Inject Invitations invitations;

  private final String shop = "asked-page-" + UUID.randomUUID();
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
    browser.close();
    assertThat(browser.faults).isEmpty();
  }

  private Page page(String more) {
    return browser.window(TestKey.PLAIN, "/invitations?storefront=" + shop + more);
  }

  @Test
  void anAnswerOnTheTopicMovesTheSharesWithoutAReload() throws SQLException {
    var sent = Instant.now().minusSeconds(3600);
    var first = Asked.about(shop, "1").sent(sent).on(What.OPENED, sent.plusSeconds(9));
    wire.send(first.told());
    Wire.eventually().until(() -> Wire.kpis(shop).getInt("invitations.sent") == 1);
    var page = page("");
    assertThat(page.locator("#live")).hasAttribute("data-state", "on");
    assertThat(page.locator("[data-part=opened]")).containsText("100");
    assertThat(page.locator("[data-part=answered] b")).hasText("0%");
    page.evaluate("() => { window.neverReloaded = true; }");
    wire.send(first.on(What.ANSWERED, sent.plusSeconds(60)).told(What.ANSWERED, Instant.now()));
    assertThat(page.locator("[data-part=answered] b")).hasText("100%");
    assertThat(page.locator("[data-part=answered] small")).containsText("20.7% – 100%");
    assertThat(page.evaluate("() => window.neverReloaded")).isEqualTo(true);
  }

  @Test
  void whereNobodyWasAskedThePageSaysSoAndWhy() {
    var page = page("");
    assertThat(page.locator(".board-card[data-state=empty]")).hasCount(2);
    assertThat(page.locator(".board-card").first()).containsText("Nobody was asked");
    page.navigate(root.resolve("/invitations?channel=APP&storefront=" + shop).toString());
    assertThat(page.locator(".board-card").first()).containsText("Invitations have no channel");
  }

  @Test
  void bothCardsAreAlsoATableAndAFile() throws SQLException, IOException {
    invitations.apply(InvitationStory.of(shop, 300, 40, Instant.now()));
    var page = page("&kpi=opened");
    var cards = page.locator(".board-card");
    assertThat(cards.nth(1).locator(".plot"))
        .hasAttribute("aria-label", Pattern.compile("Link opened over time.*"));
    for (var i = 0; i < 2; i++) {
      var card = cards.nth(i);
      card.getByText("View as table").click();
      assertThat(card.locator("tbody tr").last()).isVisible();
      var file = page.waitForDownload(() -> card.getByText("CSV").click());
      assertThat(Files.readString(file.path()))
          .startsWith(i == 0 ? "\ufeffwhat,count,share,low,high,n" : "\ufefffrom,to,sent,");
    }
    page.locator("[data-own=kpi]").selectOption("invited");
    assertThat(page).hasURL(Pattern.compile(".*kpi=invited.*"));
    assertThat(page.locator(".board-card").nth(1)).containsText("Invitations sent over time");
  }

  @ParameterizedTest
  @CsvSource({
    "LIGHT,1280,en-GB,Invitations",
    "DARK,1280,de-AT,Einladungen",
    "LIGHT,390,lv-LV,Uzaicinājumi",
    "DARK,390,sl-SI,Povabila"
  })
  void itKeepsNobodyOut(ColorScheme scheme, int width, String locale, String title)
      throws SQLException {
    invitations.apply(InvitationStory.of(shop, 300, 60, Instant.now()));
    var page = browser.window(TestKey.PLAIN, "/", scheme, width, locale);
    page.navigate(root.resolve("/invitations?storefront=" + shop).toString());
    assertThat(page.locator("h1")).hasText(title);
    assertThat(page.locator("[data-part=answered] .range circle")).hasCount(1);
    assertThat(page.locator(".plot canvas")).isVisible();
    assertThat(Browser.barriers(page)).isEmpty();
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
  }
}
