package heed.ingest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import heed.events.EventJson;
import heed.events.Review;
import heed.events.Topics;
import heed.testing.Browser;
import heed.testing.KafkaForTests;
import heed.testing.TopicProbe;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
  @CsvSource({"LIGHT,390,phone", "DARK,1280,dark"})
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReviewIsWrittenOnAPhoneInLatvianWithScriptsAndWithout(boolean scripts) {
    var order = "phone-" + scripts;
    var token = FormTrial.token(order, FormTrial.KETTLE);
    try (var probe = TopicProbe.at(KafkaForTests.bootstrapServers());
        var log = probe.listen(Topics.REVIEWS_RECEIVED)) {
      var page = browser.visitor("/r/" + token, ColorScheme.LIGHT, Browser.PHONE, "lv-LV", scripts);
      assertThat(page.locator("legend h2")).hasText("Tējkanna Aura 1,7 l");
      page.getByRole(AriaRole.BUTTON, named("Nosūtīt atsauksmi")).click();
      assertThat(page.locator(".fault")).hasText("Izvēlieties zvaigznes vai kaut ko uzrakstiet.");
      page.getByRole(AriaRole.RADIO, named("2 zvaigznes: slikti")).check();
      assertThat(page.getByText("2 zvaigznes: slikti")).isVisible();
      page.getByLabel("Jūsu atsauksme").last().fill("Vāks ir ļoti ciets.\n\nŽēl!");
      page.getByRole(AriaRole.RADIO, named("10")).check();
      page.getByRole(AriaRole.BUTTON, named("Nosūtīt atsauksmi")).click();
      assertThat(page.locator("h1")).hasText("Paldies!");
      var review =
          EventJson.read(log.next(1, Duration.ofSeconds(20)).getFirst().value(), Review.class);
      assertThat(review.externalId()).isEqualTo("order:" + order + ":sku-1");
      assertThat(review.rating().value()).isEqualTo(2);
      assertThat(review.survey().nps()).isEqualTo(10);
      assertThat(review.text()).isEqualTo("Vāks ir ļoti ciets.\n\nŽēl!");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Mainīt atsauksmi"))
          .click();
      assertThat(page.locator("h1")).hasText("Jūsu atsauksme");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Vairs nelūgt")).click();
      page.getByRole(AriaRole.BUTTON, named("Vairs nelūgt")).click();
      assertThat(page.locator("h1")).hasText("Jums vairs nelūgsim");
    }
  }

  @Test
  void theKeyboardIsEnoughAndTakesAnAnswerBack() {
    var token = FormTrial.token("keys", FormTrial.KETTLE);
    var page = browser.visitor("/r/" + token, ColorScheme.DARK, Browser.DESKTOP, "en-GB", false);
    page.keyboard().press("Tab");
    assertThat(page.locator("[name=stars-0][value='']")).isFocused();
    page.keyboard().press("ArrowLeft");
    page.keyboard().press("ArrowLeft");
    assertThat(page.locator("[name=stars-0][value='4']")).isChecked();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("[name=stars-0][value='']")).isChecked();
    page.keyboard().press("Tab");
    assertThat(page.locator("#title-0")).isFocused();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
