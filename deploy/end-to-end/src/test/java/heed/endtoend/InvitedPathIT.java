package heed.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static heed.endtoend.RunningHeed.ALERTING;
import static heed.endtoend.RunningHeed.INGEST;
import static heed.endtoend.RunningHeed.METRICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import heed.events.AnswerPublished;
import heed.events.EventJson;
import heed.events.Ids;
import heed.events.Topics;
import heed.testing.Browser;
import heed.testing.TopicListener;
import heed.testing.TopicProbe;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole way of an invitation: an order is delivered, its customer is written to, opens the link
 * on a phone and complains; a case opens, somebody answers it in the console, and the answer
 * arrives with the customer and beside the review. {@code -Dheed.screenshots=FOLDER} keeps
 * pictures.
 */
class InvitedPathIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String SHOP = "tejkannas.example";
  private static final String PRODUCT = "sku-1";
  private static final String NAME = "Tējkanna Aura 1,7 l";
  private static final String ANSWER = "Ļoti atvainojamies! Jauns vāks jau ir ceļā pie Jums.";

  /** How many colours the first two stars have. */
  private static final String STARS =
      """
      () => new Set([...document.querySelectorAll('.star i')].slice(0, 2)
        .map(star => getComputedStyle(star).backgroundColor)).size
      """;

  @TempDir static Path folder;
  private static Mailbox mailbox;
  private static RunningHeed heed;

  @BeforeAll
  static void start() throws Exception {
    Browser.program();
    PlaywrightAssertions.setDefaultAssertionTimeout(SOON.toMillis());
    mailbox = new Mailbox();
    heed =
        new RunningHeed(folder.resolve("data"), PipelineIT.freeBase())
            .with("QUARKUS_MAILER_HOST", "127.0.0.1")
            .with("QUARKUS_MAILER_PORT", "" + mailbox.port())
            .with("HEED_TELLING_MAIL_FROM", "atsauksmes@tejkannas.example")
            .with("HEED_INVITATIONS_DELAY", "PT3S")
            .with("HEED_DISPLAY_PUBLIC", "true");
    heed.start();
    var rules = "{\"rules\":[{\"name\":\"At once\",\"when\":{},\"publishAfter\":\"PT0S\"}]}";
    assertThat(heed.put(METRICS, "/v1/display-rules", rules, "If-Match", "\"0\"").statusCode())
        .isEqualTo(200);
  }

  @AfterAll
  static void stop() throws Exception {
    if (heed != null) {
      heed.stopIfRunning();
    }
    if (mailbox != null) {
      mailbox.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDeliveredOrderBecomesAReviewACaseAndAnAnswer(boolean scripts) throws Exception {
    var order = scripts ? "501" : "502";
    var customer = "anna-" + order + "@klients.example";
    var text = "Vāks ir tik ciets, ka bez naža neattaisīt (" + order + "). Esmu vīlusies.";
    try (var probe = TopicProbe.at(heed.bootstrapServers());
        var answers = probe.listen(Topics.ANSWERS_PUBLISHED);
        var browser = Browser.open(heed.root(ALERTING))) {
      deliver(order, customer);
      var letter = mailbox.letter(customer, Mailbox.INVITATION);
      assertThat(letter.getSubject()).isEqualTo("Kā Jums patīk " + NAME + "?");
      read(browser, letter, scripts);
      write(browser, Mailbox.link(letter), scripts, text);
      var review = Ids.review(SHOP, Ids.Kind.EXTERNAL_ID, "order:" + order + ":" + PRODUCT);
      awaitCase(review, text);
      answer(browser, review, text);
      arrived(customer, review, answers);
      assertThat(browser.faults).isEmpty();
    }
    var invitation = heed.get(ALERTING, "/v1/invitations/" + Ids.order(SHOP, order));
    assertThat(invitation.path("state").asText()).isEqualTo("ANSWERED");
    assertThat(mailbox.some(customer, Mailbox.INVITATION)).hasSize(1);
  }

  private static void deliver(String order, String customer) throws Exception {
    var now = Instant.now();
    var body =
        """
        {"id": "%s", "storefront": "%s", "language": "lv", "timeZone": "%s", "deliveredAt": "%s",
         "products": [{"id": "%s", "name": "%s"}],
         "customer": {"id": "c-%s", "name": "Anna Bērziņa", "email": "%s"}}
        """
            .formatted(order, SHOP, noon(now), now, PRODUCT, NAME, order, customer);
    assertThat(heed.post(INGEST, "/v1/orders", body).statusCode()).isEqualTo(202);
  }

  /** A time zone in which nobody sleeps now; these are named by what is to be added for UTC. */
  private static String noon(Instant now) {
    var ahead = 12 - now.atOffset(ZoneOffset.UTC).getHour();
    return ahead == 0 ? "Etc/GMT" : "Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead);
  }

  /** As a mail program shows it that shows pages; it leads where the plain text leads. */
  private static void read(Browser browser, MimeMessage letter, boolean scripts) throws Exception {
    for (var scheme : ColorScheme.values()) {
      if (scheme != ColorScheme.NO_PREFERENCE) {
        var page = browser.visitor("about:blank", scheme, Browser.PHONE, "lv-LV", scripts);
        page.setContent(Mailbox.html(letter));
        assertThat(page.locator("a").first()).hasAttribute("href", Mailbox.link(letter));
        seen(page, "letter-" + scheme, scripts);
      }
    }
  }

  /** As somebody does who is in a hurry: sends it empty first, and is told what is missing. */
  private static void write(Browser browser, String link, boolean scripts, String text) {
    var page = browser.visitor(link, ColorScheme.LIGHT, Browser.PHONE, "lv-LV", scripts);
    assertThat(page.locator("legend h2")).hasText(NAME);
    seen(page, "empty", scripts);
    button(page, "Nosūtīt atsauksmi");
    assertThat(page.locator(".fault")).hasText("Izvēlieties zvaigznes vai kaut ko uzrakstiet.");
    seen(page, "fault", scripts);
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("2 zvaigznes: slikti"))
        .check();
    assertThat(page.evaluate(STARS)).as("both stars are lit, also under the finger").isEqualTo(1);
    page.getByLabel("Jūsu atsauksme").last().fill(text);
    seen(page, "filled", scripts);
    button(page, "Nosūtīt atsauksmi");
    assertThat(page.locator("h1")).hasText("Paldies!");
    seen(page, "thanks", scripts);
    var dark = browser.visitor(link, ColorScheme.DARK, Browser.PHONE, "lv-LV", scripts);
    seen(dark, "dark", scripts);
  }

  private static void button(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static void awaitCase(UUID review, String text) {
    var path = "/v1/cases/" + Ids.caseOf(review);
    var opened =
        await()
            .atMost(SOON)
            .ignoreExceptions()
            .until(() -> heed.get(ALERTING, path), Objects::nonNull);
    assertThat(opened.path("status").asText()).isEqualTo("OPEN");
    assertThat(opened.path("text").asText()).isEqualTo(text);
    assertThat(opened.path("language").asText()).isEqualTo("lv");
  }

  /** Finds it in the queue, reads it, answers it. */
  private static void answer(Browser browser, UUID review, String text) {
    var page = browser.window(heed.key(), "/");
    var row = page.locator("#rows .what a[href$='" + Ids.caseOf(review) + "']");
    assertThat(row).isVisible();
    seen(page, "console-queue", true);
    row.click();
    assertThat(page.locator(".review .text")).containsText(text);
    page.keyboard().press("r");
    var box = page.locator(".box textarea");
    assertThat(box).isFocused();
    box.fill(ANSWER);
    seen(page, "console-case", true);
    page.keyboard().press("Control+Enter");
    assertThat(page.locator(".status")).hasText("Answered");
    assertThat(page.locator(".entry blockquote")).hasText(ANSWER);
    assertThat(Browser.barriers(page)).isEmpty();
  }

  /** By mail, on the topic, and in public beside the review. */
  private static void arrived(String customer, UUID review, TopicListener answers)
      throws Exception {
    var letter = mailbox.letter(customer, Mailbox.OF_THE_DESK);
    assertThat(letter.getSubject()).isEqualTo("Mūsu atbilde uz jūsu atsauksmi par " + NAME);
    assertThat(Mailbox.text(letter)).startsWith(ANSWER);
    var told = EventJson.read(answers.next(1, SOON).getFirst().value(), AnswerPublished.class);
    assertThat(told.reviewId()).isEqualTo(review);
    assertThat(told.text()).isEqualTo(ANSWER);
    var shown =
        await()
            .atMost(SOON)
            .until(() -> displayed(review), found -> found.path("answers").path(0).has("text"));
    assertThat(shown.path("answers").path(0).path("text").asText()).isEqualTo(ANSWER);
    assertThat(shown.path("verified").asBoolean()).isTrue();
    assertThat(shown.path("stars").asInt()).isEqualTo(2);
  }

  private static JsonNode displayed(UUID review) throws Exception {
    var path = "/v1/products/" + PRODUCT + "/reviews?storefront=" + SHOP;
    for (var item : heed.get(METRICS, path).path("items")) {
      if (item.path("id").asText().equals(review.toString())) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  /** Nobody is kept out of what is seen, and it fits. */
  private static void seen(Page page, String name, boolean scripts) {
    if (System.getProperty("heed.screenshots") instanceof String pictures) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(Path.of(pictures, "path-" + name + (scripts ? "" : "-plain") + ".png")));
    }
    if (scripts) {
      assertThat(Browser.barriers(page)).as(name).isEmpty();
    }
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .as(name)
        .isEqualTo(true);
  }
}
