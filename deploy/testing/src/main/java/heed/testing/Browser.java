package heed.testing;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium, driven as a person would; every page's faults are kept. */
public final class Browser implements AutoCloseable {
  public static final int DESKTOP = 1280;
  public static final int PHONE = 390;

  /** How long a page may take for a step; as long as the other tests wait. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * How many times slower than it could be a page runs and hears from its service; 1 of itself. A
   * test that looks before a page is drawn passes on a fast machine and fails on a busy one: {@code
   * -Dheed.browser.slow=6} is the busy one.
   */
  private static final int SLOW = Integer.getInteger("heed.browser.slow", 1);

  /** What one request of a slow page waits for, times {@link #SLOW}. */
  private static final Duration DELAY = Duration.ofMillis(40);

  /** What a page complained about: script errors, refused loads, broken policies. */
  public final List<String> faults = new ArrayList<>();

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final URI root;

  private Browser(Path program, URI root) {
    this.root = root;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program)
                    .setArgs(List.of("--no-sandbox")));
  }

  /** Skips the test where there is no Chromium. */
  public static Browser open(URI root) {
    return new Browser(program(), root);
  }

  /** Chromium's; HEED_CHROMIUM names it in an unusual place. Skips the test where there is none. */
  public static Path program() {
    var program =
        Stream.of(
                System.getenv("HEED_CHROMIUM"),
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome")
            .filter(Objects::nonNull)
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        program.isPresent(),
        "no Chromium on this machine, so no page was tried: apt-get install chromium");
    return program.get();
  }

  /** A window of somebody who is signed in with a key. */
  public Page window(String key, String path) {
    return window(key, path, ColorScheme.LIGHT, DESKTOP, "en-GB");
  }

  public Page window(String key, String path, ColorScheme scheme, int width, String locale) {
    var context = context(scheme, width, locale);
    context
        .request()
        .post(
            root.resolve("/session").toString(),
            com.microsoft.playwright.options.RequestOptions.create()
                .setHeader("Authorization", "Bearer " + key));
    var page = page(context);
    page.navigate(root.resolve(path).toString());
    return page;
  }

  /** A window of somebody who is not. */
  public Page stranger(String path) {
    var page = page(context(ColorScheme.LIGHT, DESKTOP, "en-GB"));
    page.navigate(root.resolve(path).toString());
    return page;
  }

  /**
   * A window of a visitor who has come by a link; what runs in it without scripts runs anywhere.
   */
  public Page visitor(
      String path, ColorScheme scheme, int width, String locale, boolean javaScript) {
    var page = page(context(scheme, width, locale, javaScript));
    page.navigate(root.resolve(path).toString());
    return page;
  }

  /**
   * What automatic rules of accessibility find, once the page has its heading: before that it is
   * not drawn, and an empty page breaks rules of its own. Colours are looked at once nothing moves
   * any more.
   */
  public static List<String> barriers(Page page) {
    page.locator("h1:visible").first().waitFor();
    page.waitForFunction("() => document.getAnimations().every(a => a.playState === 'finished')");
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .map(rule -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml())
            .toList();
  }

  private BrowserContext context(ColorScheme scheme, int width, String locale) {
    return context(scheme, width, locale, true);
  }

  private BrowserContext context(ColorScheme scheme, int width, String locale, boolean javaScript) {
    return chromium.newContext(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setColorScheme(scheme)
            .setJavaScriptEnabled(javaScript)
            .setViewportSize(width, width == PHONE ? 844 : 800)
            .setTimezoneId("Europe/Riga")
            .setLocale(locale));
  }

  private Page page(BrowserContext context) {
    var page = context.newPage();
    page.setDefaultTimeout(PATIENCE.toMillis());
    if (SLOW > 1) {
      slowDown(page);
    }
    page.onPageError(faults::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("Failed to load")) {
            faults.add(message.text());
          }
        });
    return page;
  }

  /** By the browser itself: a request that the test held back would hold the test back, too. */
  private static void slowDown(Page page) {
    var session = page.context().newCDPSession(page);
    session.send("Emulation.setCPUThrottlingRate", settings("rate", SLOW));
    session.send("Network.enable");
    var network = settings("latency", (int) DELAY.multipliedBy(SLOW).toMillis());
    network.addProperty("offline", false);
    network.addProperty("downloadThroughput", -1);
    network.addProperty("uploadThroughput", -1);
    session.send("Network.emulateNetworkConditions", network);
  }

  private static JsonObject settings(String name, int value) {
    var settings = new JsonObject();
    settings.addProperty(name, value);
    return settings;
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
