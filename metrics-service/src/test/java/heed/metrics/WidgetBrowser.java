package heed.metrics;

import static heed.testing.Browser.program;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A shop's page at an address of its own, and the machine's Chromium that visits it. */
final class WidgetBrowser implements AutoCloseable {
  private static final String STYLE =
      "body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }";

  /** What a page complained about: script errors, refused loads, broken policies. */
  final List<String> faults = new ArrayList<>();

  private final Playwright playwright;
  private final Browser chromium;
  private final HttpServer shop;
  private final URI heed;
  private volatile String html = "";

  private WidgetBrowser(Path program, URI heed) {
    this.heed = heed;
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
    try {
      shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shop.createContext(
        "/",
        exchange -> {
          var body = html.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.getResponseHeaders().set("Content-Security-Policy", policy());
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    shop.createContext(
        "/shop.css",
        exchange -> {
          var body = STYLE.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/css");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    shop.start();
  }

  /** Skips the test where there is no Chromium. */
  static WidgetBrowser open(URI root) {
    return new WidgetBrowser(program(), root);
  }

  /** As strict as a careful shop has it: nothing inline, and Heed for the widget alone. */
  private String policy() {
    var origin = heed.getScheme() + "://" + heed.getAuthority();
    return "default-src 'none'; style-src 'self'; script-src %s; connect-src %s"
        .formatted(origin, origin);
  }

  /**
   * A visitor of the shop.
   *
   * @param body with {@code HEED} for the address of the service
   */
  Page visit(String language, String body, ColorScheme scheme, int width) {
    html =
        "<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\"><title>Kettle</title>"
                .formatted(language)
            + "<meta name=\"viewport\" content=\"width=device-width\">"
            + "<meta name=\"color-scheme\" content=\"light dark\">"
            + "<link rel=\"stylesheet\" href=\"/shop.css\"></head><body><main><h1>Kettle</h1>"
            + body.replace("HEED", heed.toString().replaceAll("/$", ""))
            + "</main></body></html>";
    var context =
        chromium.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setViewportSize(width, 844)
                .setTimezoneId("Europe/Riga")
                .setLocale("en-GB"));
    var page = context.newPage();
    page.setDefaultTimeout(60_000);
    page.onPageError(faults::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("favicon")) {
            faults.add(message.text());
          }
        });
    page.navigate("http://127.0.0.1:" + shop.getAddress().getPort() + "/favicon-free");
    return page;
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
    shop.stop(0);
  }
}
