package heed.ingest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import heed.testing.Browser;
import heed.testing.KafkaForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form as customers meet it. {@code -Dheed.screenshots=FOLDER} keeps pictures. */
@QuarkusTest
@TestProfile(Doors.Profile.class)
@QuarkusTestResource(KafkaForTests.class)
class FormBrowserTest {
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

  private static void keep(Page page, String name) {
    var folder = System.getProperty("heed.screenshots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(folder, "form-" + name + ".png")));
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,390,phone", "DARK,390,dark", "LIGHT,1280,light"})
  void keepsNobodyOut(ColorScheme scheme, int width, String name) {
    var token = FormTrial.token("axe-" + name, FormTrial.KETTLE, FormTrial.LAMP);
    var page = browser.visitor("/r/" + token, scheme, width, "en-GB", true);
    assertThat(page.locator("h1")).hasText("Jūsu atsauksme");
    assertThat(Browser.barriers(page)).isEmpty();
    page.locator("#stars-0-first").check();
    page.locator("[name=stars-0][value='4']").check();
    page.locator("#text-0").fill("Ātri uzvārās, bet vāks ir ļoti ciets.");
    page.locator("[name=nps][value='8']").check();
    page.mouse().move(5, 5);
    assertThat(Browser.barriers(page)).isEmpty();
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    keep(page, name);
    page.locator("#title-1").fill("x".repeat(501));
    page.evaluate("() => document.querySelector('#title-1').removeAttribute('maxlength')");
    page.locator("#title-1").fill("x".repeat(501));
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator(".notice")).isFocused();
    assertThat(Browser.barriers(page)).isEmpty();
    keep(page, name + "-faults");
    page.locator("#title-1").fill("");
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.locator("h1")).hasText("Paldies!");
    assertThat(Browser.barriers(page)).isEmpty();
    keep(page, name + "-thanks");
  }
}
