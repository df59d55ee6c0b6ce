package heed.alerting;

import heed.embedded.Folders;
import heed.embedded.FreePort;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A Keycloak with the realm that ships, as {@code -Pkeycloak} unpacked it. Its name is {@code
 * localhost}, which to a browser is another site than the console's {@code 127.0.0.1}.
 */
public final class KeycloakForTests implements QuarkusTestResourceLifecycleManager {
  static final String SECRET = UUID.randomUUID().toString();
  static final String FIRST_PASSWORD = UUID.randomUUID().toString();
  private static final Path REALM = Path.of("../deploy/keycloak/heed-realm.json");
  private static final Duration START = Duration.ofMinutes(10);

  private Process process;

  @Override
  public Map<String, String> start() {
    try {
      var port = FreePort.find();
      var console = FreePort.find();
      var server = "http://localhost:" + port;
      launch(port, "http://127.0.0.1:" + console);
      awaitAnswer(URI.create(server + "/realms/heed/.well-known/openid-configuration"));
      var settings = new HashMap<String, String>();
      settings.put("quarkus.http.test-port", String.valueOf(console));
      settings.put("heed.oidc.issuer", server + "/realms/heed");
      settings.put("heed.oidc.name", "Keycloak");
      for (var role : List.of("agent", "lead", "analyst", "admin", "storefront")) {
        settings.put("heed.oidc.roles." + role, role);
      }
      settings.put("for-tests.keycloak", server);
      settings.put("for-tests.keycloak.secret", SECRET);
      settings.put("for-tests.keycloak.password", FIRST_PASSWORD);
      return settings;
    } catch (IOException e) {
      throw new IllegalStateException("no Keycloak for the tests", e);
    }
  }

  private void launch(int port, String console) throws IOException {
    var home = Path.of(System.getProperty("heed.keycloak.home"));
    Folders.delete(home.resolve("data")); // a realm that is there already is not imported anew
    var realms = Files.createDirectories(home.resolve("data/import"));
    Files.writeString(realms.resolve("heed-realm.json"), Files.readString(REALM));
    var builder =
        new ProcessBuilder(
                "sh",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("keycloak.log").toFile());
    var environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "root");
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", FIRST_PASSWORD);
    environment.put("HEED_CONSOLE_URL", console);
    environment.put("HEED_STOREFRONT_CLIENT_ENABLED", "true");
    environment.put("HEED_STOREFRONT_CLIENT_SECRET", SECRET);
    environment.put("HEED_FIRST_PERSON_ENABLED", "true");
    environment.put("HEED_FIRST_PERSON_PASSWORD", FIRST_PASSWORD);
    process = builder.start();
  }

  private static void awaitAnswer(URI address) {
    var client = HttpClient.newHttpClient();
    Awaitility.await("Keycloak's start")
        .atMost(START)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(
            () ->
                client
                        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                        .statusCode()
                    == 200);
  }

  /** kc.sh hands over to Java by exec, except where it first builds; both end here. */
  @Override
  public void stop() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
