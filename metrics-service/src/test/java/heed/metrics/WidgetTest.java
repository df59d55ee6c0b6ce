package heed.metrics;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import heed.events.AnswerPublished;
import heed.events.Ids;
import heed.events.Order;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Source;
import heed.events.Tags.Label;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
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

/**
 * The widget as visitors of a shop meet it: a page at another address with a strict policy, a real
 * browser. {@code -Dheed.screenshots=FOLDER} keeps pictures.
 */
@QuarkusTest
@TestProfile(InPublic.class)
class WidgetTest {
  private static final String HOSTILE =
      "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";

  @TestHTTPResource("/")
  URI root;

  @Inject Folding folding;
  @Inject PublicAnswers answers;

  private WidgetBrowser browser;

  @BeforeAll
  static void waitAsLongAsTheOtherTests() {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
  }

  @BeforeEach
  void open() {
    browser = WidgetBrowser.open(root);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
      assertThat(browser.faults).isEmpty();
    }
  }

  /** A review with a title, or none; of one that is bought there is an order. */
  private Given add(String shop, int number, int stars, String language, String title, String text)
      throws SQLException {
    var given =
        Given.review(shop, "r" + number)
            .from("LV", language, heed.events.Channel.STOREFRONT)
            .received(Instant.parse("2026-11-20T10:00:00Z").plus(Duration.ofHours(15 * number)))
            .stars(stars, stars < 3 ? Label.NEGATIVE : Label.POSITIVE);
    var usual = given.event(1);
    var review =
        new Review(
            given.id(),
            shop,
            usual.review().externalId(),
            usual.review().product(),
            number % 2 == 1 ? new Order("o" + number, null) : null,
            null,
            usual.review().channel(),
            usual.review().rating(),
            null,
            title,
            text,
            language,
            "LV",
            null,
            given.receivedAt());
    folding.apply(List.of(new Heard.Tagged(new ReviewTagged(review, 1, usual.tags()))));
    return given;
  }

  private Given addFrom(Source source, String shop, int number) throws SQLException {
    var given = Given.review(shop, "r" + number).stars(4, Label.POSITIVE);
    var usual = given.event(1);
    folding.apply(
        List.of(new Heard.Tagged(new ReviewTagged(usual.review().from(source), 1, usual.tags()))));
    return given;
  }

  private static void publish(Given... reviews) {
    for (var review : reviews) {
      RestAssured.given()
          .header("Authorization", TestKey.BEARER)
          .contentType("application/json")
          .body("{\"display\": \"PUBLISHED\"}")
          .post("/v1/reviews/{id}/display", review.id())
          .then()
          .statusCode(200);
    }
  }

  private void answer(Given review, String text, String language) throws SQLException {
    answers.apply(
        List.of(
            new Answered.Published(
                new AnswerPublished(
                    UUID.randomUUID(),
                    review.id(),
                    review.storefront(),
                    Ids.caseOf(review.id()),
                    review.receivedAt().plusSeconds(7200),
                    text,
                    language))));
  }

  /** Seven published reviews in several languages, one answered, and one that is not published. */
  private void story(String shop) throws SQLException {
    var bad =
        add(
            shop,
            1,
            1,
            "lv",
            "Vairs nekad",
            "Tējkanna atnāca ieplaisājusi, un piegāde kavējās divas nedēļas.");
    answer(bad, "Ļoti atvainojamies! Jauna tējkanna jau ir ceļā.", "lv");
    publish(
        bad,
        add(
            shop,
            2,
            5,
            "en",
            "Does what it should",
            "Boils fast and looks good.\nWould buy again."),
        add(shop, 3, 4, "sl", null, "Lep grelnik, le kabel je kratek."),
        add(shop, 4, 5, "de", "Gerne wieder", "Sehr zufrieden, schnelle Lieferung."),
        add(shop, 5, 2, "en", "<b>Bold</b>", HOSTILE),
        add(shop, 6, 4, "ar", null, "غلاية ممتازة، وصلت بسرعة."),
        add(shop, 7, 5, "fr", "Parfait", "Très belle bouilloire."));
    add(shop, 8, 1, "en", null, "Nobody published this one.");
  }

  private static String element(String shop) {
    return "<script src=\"HEED/widget/heed-reviews.js\"></script>"
        + "<heed-reviews storefront=\"%s\" product=\"sku-1\"></heed-reviews>".formatted(shop);
  }

  private Page visit(String language, String body) {
    return browser.visit(language, body, ColorScheme.LIGHT, 1100);
  }

  @Test
  void aVisitorSeesTheRatingThePublishedReviewsAndTheAnswers() throws SQLException {
    story("widget-story");
    var page = visit("en", element("widget-story"));
    assertThat(page.locator(".review")).hasCount(5);
    assertThat(page.locator(".mean")).hasText("3.4");
    assertThat(page.locator(".top")).containsText("Ratings: 8");
    assertThat(page.getByRole(AriaRole.BUTTON, named("5 / 5: 3"))).isVisible();
    page.getByRole(AriaRole.BUTTON, named("More reviews")).click();
    assertThat(page.locator(".review")).hasCount(7);
    assertThat(page.locator(".review").last()).containsText("ieplaisājusi");
    assertThat(page.locator(".review").last().locator(".answer"))
        .containsText("Ļoti atvainojamies! Jauna tējkanna jau ir ceļā.");
    assertThat(page.locator(".review .text[lang=lv]").first()).isVisible();
    assertThat(page.getByText("✓ Verified purchase")).hasCount(4);
    assertThat(page.locator(".review").nth(1).locator(".head"))
        .hasText(Pattern.compile("^★★★★☆Nov 2\\d, 2026$"));
    assertThat(page.getByRole(AriaRole.BUTTON, named("More reviews"))).isHidden();
    assertThat(page.locator("heed-reviews")).not().containsText("Nobody published this one.");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  @Test
  void theBarsChooseByStarsAndTheKeyboardIsEnough() throws SQLException {
    story("widget-bars");
    var page = visit("en", element("widget-bars"));
    assertThat(page.locator(".review")).hasCount(5);
    page.getByRole(AriaRole.BUTTON, named("4 / 5: 2")).focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".review")).hasCount(2);
    var chosen = page.getByRole(AriaRole.BUTTON, named("4 / 5: 2"));
    assertThat(chosen).hasAttribute("aria-pressed", "true");
    assertThat(chosen).isFocused();
    page.getByRole(AriaRole.BUTTON, named("3 / 5: 0")).click();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("No reviews yet.");
    page.getByRole(AriaRole.BUTTON, named("All reviews")).click();
    assertThat(page.locator(".review")).hasCount(5);
  }

  @Test
  void whatACustomerWroteIsOnlyEverText() throws SQLException {
    story("widget-hostile");
    var page = visit("en", element("widget-hostile"));
    assertThat(page.locator(".review").nth(2).locator(".text")).hasText(HOSTILE);
    assertThat(page.locator(".review").nth(2).locator(".name")).hasText("<b>Bold</b>");
    assertThat(page.locator("heed-reviews b, heed-reviews img, heed-reviews script")).hasCount(0);
    assertThat(page.title()).isEqualTo("Kettle");
  }

  @Test
  void aReviewFromElsewhereSaysOnWhichPlatformItWasWritten() throws SQLException {
    var shop = "widget-" + UUID.randomUUID();
    var there = addFrom(new Source("Trustpilot", "https://t.example/1", null, false), shop, 1);
    publish(there, addFrom(null, shop, 2));
    var page = visit("lv", element(shop));
    assertThat(page.locator(".review")).hasCount(2);
    assertThat(page.locator("[part=source]")).hasCount(1);
    assertThat(page.locator("[part=source]")).hasText("Trustpilot");
    var told =
        RestAssured.given()
            .header("Authorization", TestKey.BEARER)
            .get("/v1/reviews/" + there.id());
    assertThat(told.jsonPath().getString("source.name")).isEqualTo("Trustpilot");
    var list =
        RestAssured.given()
            .header("Authorization", TestKey.BEARER)
            .get("/v1/reviews?storefront=" + shop);
    assertThat(list.jsonPath().getList("items")).hasSize(2);
    assertThat(list.jsonPath().getList("items.source.name")).containsExactly("Trustpilot");
  }

  @ParameterizedTest
  @CsvSource({
    "lv_LV,Klientu atsauksmes,2026. gada 21. nov.",
    "de_AT.UTF-8,Kundenbewertungen,21.11.2026",
    "fr-,Avis clients,21 nov. 2026",
    "xx_,Customer reviews,'Nov 21, 2026'",
    "-,Customer reviews,'Nov 21, 2026'",
    "constructor,Customer reviews,'Nov 21, 2026'"
  })
  void aLanguageThatIsMisspeltIsReadAsFarAsItCanBe(String language, String title, String date)
      throws SQLException {
    var shop = "widget-" + UUID.randomUUID();
    publish(add(shop, 1, 5, "en", "Fine", "It boils."));
    var page = visit(language, element(shop));
    assertThat(page.locator(".review")).hasCount(1);
    assertThat(page.locator("h2")).hasText(title);
    assertThat(page.locator(".review time")).hasText(date);
  }

  @Test
  void theScriptIsAsSmallAsThePageIsPromised() throws java.io.IOException {
    var script = Path.of("src/main/resources/META-INF/resources/widget/heed-reviews.js");
    assertThat(java.nio.file.Files.size(script)).isLessThan(15_000);
  }

  @ParameterizedTest
  @CsvSource({
    "en,Customer reviews",
    "lv,Klientu atsauksmes",
    "sl,Mnenja strank",
    "de-AT,Kundenbewertungen",
    "fr,Avis clients",
    "es,Opiniones de clientes",
    "it,Recensioni dei clienti",
    "pt-BR,Avaliações de clientes",
    "nl,Klantbeoordelingen",
    "pl,Opinie klientów",
    "lt,Klientų atsiliepimai",
    "et,Klientide arvustused",
    "hr,Recenzije kupaca",
    "ru,Отзывы покупателей",
    "sk,Recenzie zákazníkov",
    "ja,Customer reviews"
  })
  void speaksTheLanguageOfThePage(String language, String title) {
    var page = visit(language, element("widget-nobody"));
    assertThat(page.locator("h2")).hasText(title);
    assertThat(page.getByRole(AriaRole.STATUS)).not().isEmpty();
    assertThat(page.locator(".top")).isHidden();
  }

  @Test
  void runsFromRightToLeftWhereThePageDoes() throws SQLException {
    story("widget-rtl");
    var page = visit("ar", "<div dir=\"rtl\">" + element("widget-rtl") + "</div>");
    assertThat(page.locator(".review")).hasCount(5);
    assertThat(page.locator("section")).hasAttribute("dir", "rtl");
    var bar = box(page.locator(".bars").first());
    var mean = box(page.locator(".mean").first());
    assertThat(mean.x).isGreaterThan(bar.x);
    var german = page.locator(".text[lang=de]");
    assertThat(german.evaluate("e => getComputedStyle(e).direction")).isEqualTo("ltr");
    var arabic = visit("en", element("widget-rtl")).locator(".text[lang=ar]");
    assertThat(arabic.evaluate("e => getComputedStyle(e).direction")).isEqualTo("rtl");
  }

  private static com.microsoft.playwright.options.BoundingBox box(Locator locator) {
    return java.util.Objects.requireNonNull(locator.boundingBox());
  }

  @Test
  void oneScriptAloneIsEnoughAndAFailureCanBeTriedAgain() throws SQLException {
    story("widget-script");
    var page =
        visit(
            "en",
            "<script src=\"HEED/widget/heed-reviews.js\" data-storefront=\"widget-script\""
                + " data-product=\"sku-1\" data-limit=\"2\" data-heading=\"3\"></script>");
    assertThat(page.locator(".review")).hasCount(2);
    assertThat(page.locator("h3")).hasText("Customer reviews");
    page.route("**/v1/products/**", route -> route.fulfill(cut()));
    page.getByRole(AriaRole.BUTTON, named("More reviews")).click();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText("The reviews could not be loaded.");
    assertThat(page.locator(".review")).hasCount(2);
    page.unroute("**/v1/products/**");
    page.getByRole(AriaRole.BUTTON, named("Try again")).click();
    assertThat(page.locator(".review")).hasCount(4);
    page.evaluate("() => document.querySelector('heed-reviews').setAttribute('limit', '1')");
    assertThat(page.locator(".review")).hasCount(1);
    browser.faults.removeIf(fault -> fault.contains("503"));
  }

  private static com.microsoft.playwright.Route.FulfillOptions cut() {
    return new com.microsoft.playwright.Route.FulfillOptions()
        .setStatus(503)
        .setHeaders(java.util.Map.of("Access-Control-Allow-Origin", "*"));
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1100,light", "DARK,1100,dark", "LIGHT,390,phone"})
  void keepsNobodyOut(ColorScheme scheme, int width, String name) throws SQLException {
    var shop = "widget-axe-" + name;
    story(shop);
    var page = browser.visit("en", element(shop), scheme, width);
    assertThat(page.locator(".review")).hasCount(5);
    page.getByRole(AriaRole.BUTTON, named("More reviews")).click();
    assertThat(page.locator(".review")).hasCount(7);
    page.waitForFunction(
        "() => document.querySelector('heed-reviews').shadowRoot.getAnimations()"
            + ".every(a => a.playState === 'finished')");
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .extracting(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
        .isEmpty();
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    keep(page, name);
  }

  @Test
  void isThemedByTheShop() throws SQLException {
    story("widget-theme");
    var page =
        visit("lv", element("widget-theme").replace("<heed-reviews", "<heed-reviews id=\"w\""));
    page.evaluate(
        "() => { const s = document.querySelector('#w').style;"
            + " s.setProperty('--heed-accent', '#0f766e'); s.setProperty('--heed-font', 'Georgia, serif');"
            + " s.setProperty('--heed-radius', '0px'); }");
    assertThat(page.locator(".review")).hasCount(5);
    assertThat(page.locator(".stars").first()).hasCSS("color", "rgb(15, 118, 110)");
    keep(page, "themed");
  }

  private static void keep(Page page, String name) {
    var folder = System.getProperty("heed.screenshots");
    if (folder != null) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(folder, "widget-" + name + ".png")));
    }
  }
}
