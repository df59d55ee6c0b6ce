package heed.alerting.telling;

import static heed.alerting.telling.TellingWorld.SOON;
import static heed.alerting.telling.TellingWorld.asTest;
import static heed.alerting.telling.TellingWorld.count;
import static heed.alerting.telling.TellingWorld.endpoint;
import static heed.alerting.telling.TellingWorld.storefronts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import heed.alerting.DeskForTests;
import heed.alerting.OnTheWire;
import heed.alerting.telling.TlsReceiver.Asked;
import heed.testing.Certificates;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Receivers with certificates: the address is the one checked before, the name is the receiver's.
 */
@QuarkusTest
@OnTheWire
@TestProfile(TlsTest.OwnAuthority.class)
class TlsTest {
  private static final Path FOLDER = Path.of("target", "for-tests", "tls").toAbsolutePath();
  private static final String NAME = "hooks.shop.example";

  /** An authority that only this test knows, and no http. */
  public static class OwnAuthority implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      var settings = TellingWorld.settings();
      settings.remove("heed.telling.allow-http");
      settings.put("heed.telling.timeout", "PT5S");
      settings.put("heed.telling.ca", new Certificates(FOLDER).authority().toString());
      return settings;
    }
  }

  @Inject TellingSettings settings;
  @Inject Vertx vertx;

  private final Certificates certificates = new Certificates(FOLDER);
  private final String shop = "shop-" + UUID.randomUUID();

  @AfterEach
  void tidy() {
    TellingWorld.tidy();
  }

  @Test
  void theCheckedAddressIsConnectedToUnderTheReceiversName() throws Exception {
    var asked = new ArrayList<String>();
    try (var receiver = new TlsReceiver(vouchedFor("dns:" + NAME))) {
      var outcome = post(settings, receiver, asked);
      assertThat(outcome).isEqualTo(new Outcome.Delivered(204));
      assertThat(receiver.asked())
          .containsExactly(new Asked(List.of(NAME), NAME + ":" + receiver.port()));
      assertThat(asked).as("resolved once, and not again to connect").containsExactly(NAME);
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefusedBeforeAWordIsSaid() throws Exception {
    try (var receiver = new TlsReceiver(vouchedFor("dns:other.shop.example"))) {
      assertThat(post(settings, receiver, new ArrayList<>()))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.words()).startsWith("no whole answer: SSLHandshake"));
      assertThat(receiver.asked()).isEmpty();
    }
  }

  @Test
  void anAuthorityThatNobodyNamedVouchesForNothing() throws Exception {
    try (var receiver = new TlsReceiver(vouchedFor("dns:" + NAME))) {
      assertThat(post(settings(Map.of()), receiver, new ArrayList<>()))
          .isInstanceOf(Outcome.Failed.class);
      assertThat(receiver.asked()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoAuthorityIsRefusedNamingTheKey() {
    var none = settings(Map.of("heed.telling.ca", FOLDER.resolve("missing.pem").toString()));
    assertThatThrownBy(() -> new Poster(vertx, guard(new ArrayList<>()), none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("heed.telling.ca");
  }

  @Test
  void aMessageArrivesOverTlsAndUnderAnotherNameItIsAFailedAttempt() throws Exception {
    try (var right = new TlsReceiver(vouchedFor("dns:localhost"));
        var wrong = new TlsReceiver(certificates.server("other", "dns:other.shop.example"))) {
      var arrives =
          endpoint("https://localhost:" + right.port() + "/", "WEBHOOK", storefronts(shop));
      var fails = endpoint("https://localhost:" + wrong.port() + "/", "WEBHOOK", storefronts(shop));
      DeskForTests.open(1, shop);
      await().atMost(SOON).until(() -> count(attempts(arrives, "state = 'DELIVERED'")) == 1);
      await()
          .atMost(SOON)
          .until(() -> count(attempts(fails, "attempts > 0 and outcome is not null")) == 1);
      asTest()
          .get("/v1/endpoints/" + fails.get("id") + "/deliveries")
          .then()
          .body("items[0].state", equalTo("WAITING"))
          .body("items[0].reason", startsWith("no whole answer: SSLHandshake"));
      assertThat(right.asked()).hasSize(1);
      assertThat(wrong.asked()).isEmpty();
    }
  }

  private SSLContext vouchedFor(String san) throws Exception {
    return certificates.server("server", san);
  }

  private static String attempts(Map<String, String> endpoint, String how) {
    return "select count(*) from deliveries where recipient = '"
        + endpoint.get("id")
        + "' and "
        + how;
  }

  /** Posts once, to a name that leads to this machine. */
  private Outcome post(TellingSettings settings, TlsReceiver receiver, List<String> asked)
      throws InterruptedException {
    var poster = new Poster(vertx, guard(asked), settings);
    try {
      var url = EndpointUrl.of("https://" + NAME + ":" + receiver.port() + "/in");
      return poster.post(new Message.Post(url, new HashMap<>(), "{}"));
    } finally {
      poster.close();
    }
  }

  private static AddressGuard guard(List<String> asked) {
    return new AddressGuard(
        host -> {
          asked.add(host);
          return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        },
        List.of(Network.of("127.0.0.0/8")),
        false);
  }

  private static TellingSettings settings(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(TellingSettings.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(TellingSettings.class);
  }
}
