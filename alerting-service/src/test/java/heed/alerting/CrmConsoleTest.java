package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The settings of a CRM, in a browser. */
@QuarkusTest
@OnTheWire
@TestProfile(ConsoleTest.People.class)
class CrmConsoleTest {
  @TestHTTPResource("/")
  URI root;

  @Inject Transactions transactions;

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
    transactions.read(c -> c.createStatement().execute("delete from endpoints"));
    browser.close();
    assertThat(browser.faults).allMatch(f -> f.contains("400"));
  }

  @Test
  void aCrmIsMadeRefusedAtItsPlaceMendedLookedAtAndTried() {
    var page =
        browser.window(TestKey.PLAIN, "/settings/endpoints", ColorScheme.LIGHT, 390, "en-GB");
    page.getByText("Add a CRM").click();
    page.getByLabel("Address").fill("http://127.0.0.1:9");
    page.getByLabel("Authorization").fill("Bearer abc");
    page.getByLabel("Begin with").selectOption("hubspot");
    var mapping = page.getByLabel("Mapping", new Page.GetByLabelOptions().setExact(true));
    assertThat(mapping).hasValue(Pattern.compile("[\\s\\S]*heed_customer[\\s\\S]*"));
    var text = mapping.inputValue();
    mapping.fill(text.replace("customer.key", "customer.mail"));
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    var fault = page.locator("[data-pointer='/mapping'] .line").first();
    assertThat(fault).containsText("/requests/0/body/inputs/0/id/$fact");
    assertThat(fault).containsText("customer.mail is no fact here; there are event.id");
    assertThat(mapping).isFocused();
    ConsoleTest.accessible(page, "refused");
    mapping.fill(text);
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    page.getByText("Close", new Page.GetByTextOptions().setExact(true)).click();
    var item = page.locator(".item");
    assertThat(item).containsText("CRM");
    item.getByText("Mapping").click();
    page.getByLabel("Event to look at").selectOption("customer.erased");
    page.getByText("Show the request").click();
    var shown = page.locator("dialog pre");
    assertThat(shown).containsText("POST http://127.0.0.1:9/crm/v3/objects/contacts/batch/update");
    assertThat(shown).containsText("authorization: …");
    assertThat(shown).not().containsText("abc");
    ConsoleTest.accessible(page, "mapping");
    page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("dialog")).hasCount(0);
    item.getByText("Send a test").click();
    assertThat(item.locator(".outcome")).containsText("Test: ");
    assertThat(World.asTest().get("/v1/endpoints").jsonPath().getBoolean("items[0].authorized"))
        .isTrue();
  }

  @Test
  void itsPageSpeaksTheLanguagesOfTheDesk() {
    for (var language : new String[][] {{"lv", "Pievienot CRM"}, {"sl", "Dodaj CRM"}}) {
      var page =
          browser.window(TestKey.PLAIN, "/settings/endpoints", ColorScheme.DARK, 1280, language[0]);
      page.getByText(language[1]).click();
      assertThat(page.locator("dialog").locator("textarea")).isVisible();
      ConsoleTest.accessible(page, language[0]);
    }
  }
}
