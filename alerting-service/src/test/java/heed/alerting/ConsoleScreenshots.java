package heed.alerting;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import heed.events.Channel;
import heed.events.Customer;
import heed.events.Ids;
import heed.events.Product;
import heed.events.Rating;
import heed.events.Review;
import heed.events.ReviewTagged;
import heed.events.Tags;
import heed.testing.Browser;
import heed.testing.TestKey;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes the pictures of the documents: {@code -Dheed.screenshots=../docs/screenshots
 * -Dtest=ConsoleScreenshots}.
 */
@QuarkusTest
@OnTheWire
@TestProfile(ConsoleScreenshots.People.class)
@EnabledIfSystemProperty(
    named = "heed.screenshots",
    matches = ".+",
    disabledReason = "pictures are taken on demand, with -Dheed.screenshots=FOLDER")
class ConsoleScreenshots {
  /** Who works in the pictures. */
  public static class People implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var keys = new HashMap<String, String>();
      keys.putAll(TestKey.config("Ilze", "key-of-ilze", "*", "*"));
      keys.putAll(TestKey.config("Marko", "key-of-marko", "*", "*"));
      keys.put("heed.telling.allow-private", "127.0.0.0/8");
      keys.put("heed.telling.allow-http", "true");
      return keys;
    }
  }

  /** hours ago | language | stars | product | customer | causes with quotes | text. */
  private static final List<String> REVIEWS =
      List.of(
          "25.1|de|1|Mixer Alpin 600|Jürgen|QUALITY:nach verbranntem Kabel gerochen|Der Mixer hat beim zweiten Einschalten gequalmt und nach verbranntem Kabel gerochen. Bitte um Rückruf!",
          "23.2|lv|1|Tējkanna Aura 1,7 l|Ilze|DELIVERY:piegāde kavējās divas nedēļas;QUALITY:Tējkanna atnāca ieplaisājusi;SUPPORT:Uz e-pastiem neviens neatbild|Tējkanna atnāca ieplaisājusi, un piegāde kavējās divas nedēļas. Uz e-pastiem neviens neatbild.",
          "22.4|sl|2|Slušalke Bled|Nejc|QUALITY:Baterija ne drži;SUPPORT:reklamacije ne rešuje nihče|Baterija ne drži, po enem tednu je crknila, reklamacije ne rešuje nihče.",
          "20.6|en|1|Earbuds Loch|Fiona|SUPPORT:Support keeps sending me the same canned reply;RETURNS:refuses a refund|Left earbud died after four days. Support keeps sending me the same canned reply and refuses a refund.",
          "19.5|et|2|Lamp Saaremaa|Kadri|QUALITY:Lamp oli katki juba karbis;SUPPORT:Klienditugi vastas alles nädala pärast|Lamp oli katki juba karbis. Klienditugi vastas alles nädala pärast.",
          "16.2|de|2|Staubsauger Isar|Sabine|DELIVERY:Drei Wochen auf den Staubsauger gewartet|Drei Wochen auf den Staubsauger gewartet und dann die falsche Farbe bekommen.",
          "13.8|lv|2|Zimas zābaki Kurzeme|Andris|QUALITY:Pēc nedēļas zolei atlīmējās mala;RETURNS:prasu naudu atpakaļ|Pēc nedēļas zolei atlīmējās mala, prasu naudu atpakaļ.",
          "11.1|en|2|Rain jacket Skye|Ewan|QUALITY:Soaked through in ten minutes|Soaked through in ten minutes of drizzle. Delivery was quick, but it is not a rain jacket.",
          "8.9|fr|1|Cafetière Atelier|Camille|QUALITY:fuit depuis le premier jour;SUPPORT:le service client ne répond pas|La cafetière fuit depuis le premier jour et le service client ne répond pas.",
          "6.3|sl|2|Pisalna miza Drava|Maja|QUALITY:Stol škripa;USABILITY:Navodila za sestavljanje so neuporabna|Stol škripa in naslon je majav. Navodila za sestavljanje so neuporabna.",
          "5.2|it|2|Borsa Lume|Giulia|QUALITY:la cerniera si è rotta subito;RETURNS:Rimborso mai arrivato|Borsa difettosa, la cerniera si è rotta subito. Rimborso mai arrivato.",
          "3.4|pl|2|Blender Tatra|Zofia|QUALITY:przeciekał od pierwszego dnia|Blender przeciekał od pierwszego dnia. Zwrot trwa już miesiąc.",
          "1.7|lv|1|Galda lampa Ogre|Dace|PACKAGING:kaste bija saspiesta|Lampas kupols saplīsis, kaste bija saspiesta.",
          "0.4|en|1|Standing desk Forth|Ailsa|DELIVERY:two legs missing;QUALITY:the top scratched|Desk arrived with two legs missing and the top scratched. I took a day off for this.");

  private static final String ROUTING =
      """
      defaultTeam: support
      defaultPolicy: standard
      teams:
        - {id: support, name: Support, language: en, timeZone: Europe/London, members: [{name: Ewan, email: ewan@example.com}]}
        - {id: baltics, name: Baltics, language: lv, timeZone: Europe/Riga, calendar: office, quietHours: {from: "22:00", to: "07:00"}, members: [{name: Ilze, email: ilze@example.com}, {name: Andris, email: andris@example.com}], lead: {name: Ilze, email: ilze@example.com}}
        - {id: adria, name: Adria, language: sl, timeZone: Europe/Ljubljana, members: [{name: Marko, email: marko@example.com}]}
      calendars:
        - {id: office, timeZone: Europe/Riga, week: {MON: ["09:00-12:00", "13:00-17:00"], TUE: ["09:00-17:00"], WED: ["09:00-17:00"], THU: ["09:00-17:00"], FRI: ["09:00-16:00"]}, holidays: ["2026-12-24"]}
      policies:
        - {id: standard, firstResponse: PT24H, warnAt: [0.5, 0.8], resolution: PT72H, escalation: [{after: PT-1H, to: TEAM}, {after: PT0S, to: LEAD}]}
        - {id: quick, firstResponse: PT8H, warnAt: [0.5, 0.8], escalation: [{after: PT0S, to: LEAD}]}
      rules:
        - {name: Broken and dangerous, when: {aspect: QUALITY, urgency: HIGH, scoreBelow: -0.9}, team: support, priority: URGENT}
        - {name: The Baltics in their languages, when: {language: [lv, lt, et]}, team: baltics}
        - {name: Slovenia and Croatia, when: {language: [sl, hr]}, team: adria}
        - {name: Late parcels, when: {aspect: DELIVERY}, priority: HIGH, policy: standard}
      """;

  private static final int PORT = 18_443;

  @TestHTTPResource("/")
  URI root;

  @Inject StreamBatch batch;

  private final Path folder = Path.of(System.getProperty("heed.screenshots", "target"));

  @Test
  void picturesOfEveryPage() throws IOException {
    World.asTest()
        .contentType("application/yaml")
        .header("If-Match", "\"0\"")
        .body(ROUTING.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .put("/v1/routing")
        .then()
        .statusCode(200);
    var cases = REVIEWS.stream().map(this::open).toList();
    work(cases);
    endpoints();
    ownTemplate();
    var receiver = receiver();
    try (var browser = Browser.open(root)) {
      var marko = browser.window("key-of-marko", "/cases/" + cases.get(1));
      assertThat(marko.locator(".review")).isVisible();
      take(browser, cases.get(1), ColorScheme.LIGHT, Browser.DESKTOP, "light");
      take(browser, cases.get(1), ColorScheme.DARK, Browser.DESKTOP, "dark");
      take(browser, cases.get(1), ColorScheme.LIGHT, Browser.PHONE, "phone");
    } finally {
      receiver.stop(0);
    }
  }

  /** Where the shop's own system would listen. */
  private static HttpServer receiver() throws IOException {
    var receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", PORT), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    return receiver;
  }

  private static void endpoints() {
    post(
        "/v1/endpoints",
        "{\"id\":\"shop-system\",\"kind\":\"WEBHOOK\",\"url\":\"http://127.0.0.1:"
            + PORT
            + "/heed\",\"storefronts\":[\"riga-shop\"],\"events\":[\"case.answered\",\"sla.breached\"]}");
    post(
        "/v1/endpoints",
        "{\"id\":\"chat\",\"kind\":\"MATTERMOST\",\"url\":\"https://127.0.0.1/hooks/x\",\"events\":[]}");
  }

  private static void ownTemplate() {
    World.asTest()
        .contentType("application/json")
        .body(
            "{\"title\":\"Jauna lampa ceļā\",\"language\":\"lv\",\"text\":\"Sveiki, {customer}!\\n\\nJauna {product} jau ir ceļā.\\n\\n{agent}, {storefront}\"}")
        .put("/v1/templates/lampa")
        .then()
        .statusCode(201);
  }

  private static void post(String path, String body) {
    World.asTest().contentType("application/json").body(body).post(path).then().statusCode(201);
  }

  private void take(Browser browser, UUID id, ColorScheme scheme, int width, String name) {
    var page = browser.window("key-of-ilze", "/", scheme, width, "en-GB");
    assertThat(page.locator("#rows .row").nth(5)).isVisible();
    assertThat(page.locator("#sum")).not().isEmpty();
    if (width == Browser.DESKTOP) {
      List.of("j", "j", "x", "j", "x").forEach(page.keyboard()::press);
    }
    shoot(page, "queue-" + name);
    page.navigate(root.resolve("/cases/" + id).toString());
    assertThat(page.locator(".onlookers")).isVisible();
    shoot(page, "case-" + name);
    page.navigate(root.resolve("/team").toString());
    assertThat(page.locator(".team-card").first()).isVisible();
    shoot(page, "team-" + name);
    page.navigate(root.resolve("/settings/rules").toString());
    assertThat(page.locator(".items li").first()).isVisible();
    Map.of("storefront", "riga-shop", "product", "kettle-17", "language", "lv", "score", "-0.7")
        .forEach((field, value) -> page.locator(".dry input[name=" + field + "]").fill(value));
    page.locator(".dry button").click();
    assertThat(page.locator(".result p").first()).isVisible();
    if (width == Browser.PHONE) {
      page.evaluate("() => scrollTo(0, 0)");
    }
    shoot(page, "settings-" + name);
    page.navigate(root.resolve("/settings/templates").toString());
    assertThat(page.locator(".items li").first()).isVisible();
    shoot(page, "templates-" + name);
    page.navigate(root.resolve("/settings/endpoints").toString());
    page.getByText("Send a test").first().click();
    assertThat(page.locator(".outcome .chip").first()).isVisible();
    shoot(page, "endpoints-" + name);
  }

  private void shoot(Page page, String name) {
    page.waitForFunction("() => document.getAnimations().every(a => a.playState === 'finished')");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(folder.resolve("console-" + name + ".png")));
  }

  private UUID open(String line) {
    var parts = line.split("\\|", -1);
    var id = UUID.randomUUID();
    var at = Instant.now().minus(Duration.ofMinutes(Math.round(Double.parseDouble(parts[0]) * 60)));
    var stars = Integer.parseInt(parts[2]);
    var review =
        new Review(
            id,
            switch (parts[1]) {
              case "lv", "et" -> "riga-shop";
              case "sl" -> "bled-store";
              case "de", "pl" -> "alpen-markt";
              default -> "highland-goods";
            },
            "order-" + id,
            new Product(
                parts[3].toLowerCase(java.util.Locale.ROOT).split(" ")[0] + "-17", parts[3]),
            null,
            new Customer("c-" + parts[4], null),
            Channel.STOREFRONT,
            new Rating(Rating.Scale.STARS_5, stars),
            null,
            null,
            parts[6],
            parts[1],
            "LV",
            at,
            at);
    var aspects =
        Arrays.stream(parts[5].split(";"))
            .map(a -> a.split(":", 2))
            .map(a -> new Tags.AspectMention(Tags.Aspect.valueOf(a[0]), Tags.Label.NEGATIVE, a[1]))
            .toList();
    var tags =
        new Tags(
            new Tags.Language(parts[1], 0.99),
            new Tags.Sentiment(
                Tags.Label.NEGATIVE, stars == 1 ? -0.94 : -0.71, 0.95, Tags.Basis.BOTH, false),
            aspects,
            stars == 1 ? Tags.Urgency.HIGH : Tags.Urgency.NORMAL,
            "linear-2026.2");
    batch.apply(List.of(new FromStream.Tagged(new ReviewTagged(review, World.revision(), tags))));
    return Ids.caseOf(id);
  }

  /** Some of it is done, so that there is something to see. */
  private static void work(List<UUID> cases) {
    act("key-of-ilze", cases.get(1), "acknowledge", "");
    act("key-of-ilze", cases.get(1), "assign", "{\"assignee\":\"Ilze\"}");
    act(
        "key-of-ilze",
        cases.get(1),
        "notes",
        "{\"text\":\"The parcel stood in customs; a new kettle can leave today.\"}");
    act("key-of-marko", cases.get(2), "assign", "{\"assignee\":\"Marko\"}");
    act("key-of-marko", cases.get(9), "assign", "{\"assignee\":\"Marko\"}");
    act("key-of-ilze", cases.get(6), "assign", "{\"assignee\":\"Ilze\"}");
    for (var i : new int[] {10, 11, 7}) {
      act(
          "key-of-marko",
          cases.get(i),
          "answer",
          "{\"text\":\"We are sorry, and a new one is on its way.\",\"visibility\":\"PUBLIC\"}");
    }
  }

  private static void act(String key, UUID id, String act, String body) {
    var version = World.get(id).jsonPath().getInt("version");
    var request =
        io.restassured.RestAssured.given()
            .header("Authorization", "Bearer " + key)
            .header("If-Match", "\"" + version + "\"");
    if (!body.isEmpty()) {
      request.contentType("application/json").body(body);
    }
    request.post("/v1/cases/" + id + "/" + act).then().statusCode(200);
  }
}
