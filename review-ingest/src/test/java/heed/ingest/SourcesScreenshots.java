package heed.ingest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static heed.ingest.Doors.send;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import heed.testing.Browser;
import heed.testing.KafkaForTests;
import heed.testing.TestKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes the picture of the documents: {@code -Dheed.screenshots=../docs/screenshots
 * -Dtest=SourcesScreenshots}. It needs the port 8080, which stands in the picture.
 */
@QuarkusTest
@TestProfile(SourcesScreenshots.Shop.class)
@QuarkusTestResource(KafkaForTests.class)
@EnabledIfSystemProperty(
    named = "heed.screenshots",
    matches = ".+",
    disabledReason = "pictures are taken on demand, with -Dheed.screenshots=FOLDER")
class SourcesScreenshots {
  private static final String JUDGEME = "a-secret-of-judgeme";
  private static final int MARGIN = 20;
  private static final String WOOCOMMERCE = "a-secret-of-woocommerce";

  /** A shop that listens to three of the platforms that ship. */
  public static class Shop implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var settings = new HashMap<String, String>();
      settings.putAll(TestKey.config("riga", Doors.RIGA, "riga-shop", "storefront"));
      settings.putAll(FormTrial.SETTINGS);
      settings.put("heed.inbound.sources.judgeme.secret", JUDGEME);
      settings.put("heed.inbound.sources.judgeme.storefront", "riga-shop");
      settings.put("heed.inbound.sources.woocommerce.secret", WOOCOMMERCE);
      settings.put("heed.inbound.sources.woocommerce.storefront", "riga-shop");
      settings.put("quarkus.http.test-port", "8080");
      return settings;
    }
  }

  @TestHTTPResource("/")
  URI root;

  private static byte[] mac(String secret, String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return mac.doFinal(body.getBytes(UTF_8));
  }

  private void signed(String source, String header, String signature, String body)
      throws Exception {
    send(
        HttpRequest.newBuilder(root.resolve("/v1/inbound/" + source))
            .header("Content-Type", Doors.JSON)
            .header(header, signature)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private void judgeme(String secret, int id, String rating) throws Exception {
    var body = "{\"review\":{\"id\":%d,\"rating\":%s}}".formatted(id, rating);
    var signature = HexFormat.of().formatHex(mac(secret, body));
    signed("judgeme", "JUDGEME-HMAC-SHA256", signature, body);
  }

  private void woocommerce(int id, String status) throws Exception {
    var body = "{\"id\":%d,\"product_id\":7,\"status\":\"%s\",\"rating\":4}".formatted(id, status);
    var signature = Base64.getEncoder().encodeToString(mac(WOOCOMMERCE, body));
    signed("woocommerce", "X-WC-Webhook-Signature", signature, body);
  }

  private static void google(int count) throws Exception {
    var list =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"reviewId\":\"g-%d\",\"starRating\":\"FIVE\"}".formatted(i))
            .collect(Collectors.joining(",", "{\"reviews\":[", "]}"));
    send(
        Doors.request(Doors.RIGA, "/v1/inbound/google")
            .header("Content-Type", Doors.JSON)
            .POST(BodyPublishers.ofString(list))
            .build());
  }

  @Test
  void thePageOfSources() throws Exception {
    google(48);
    for (var i = 0; i < 17; i++) {
      judgeme(JUDGEME, i, "5");
    }
    judgeme(JUDGEME, 17, "4.5");
    judgeme("another-secret-of-theirs", 18, "5");
    for (var i = 0; i < 31; i++) {
      woocommerce(i, "approved");
    }
    woocommerce(3, "spam");
    try (var browser = Browser.open(root)) {
      var page = browser.window(TestKey.PLAIN, "/sources");
      assertThat(page.locator("section[aria-label='In use'] article")).hasCount(3);
      var last = page.locator("section[aria-label='Ready, and not in use']").boundingBox();
      page.setViewportSize(Browser.DESKTOP, (int) (last.y + last.height + MARGIN));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of(System.getProperty("heed.screenshots"), "sources.png")));
    }
  }
}
