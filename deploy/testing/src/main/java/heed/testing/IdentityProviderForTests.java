package heed.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider of identities, one per JVM, and the settings by which a service trusts it. It knows
 * {@code ilze}, who leads, and {@code guest}, who has no role; a test may have it sign anything.
 */
public final class IdentityProviderForTests implements QuarkusTestResourceLifecycleManager {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Map<String, String> start() {
    var settings = new HashMap<String, String>();
    settings.put("heed.oidc.issuer", startOnce());
    settings.put("heed.oidc.name", "Acme");
    settings.put("heed.oidc.roles.lead", "heed-lead");
    settings.put("heed.oidc.roles.storefront", "heed-storefront");
    return settings;
  }

  private static String startOnce() {
    synchronized (Shared.lock()) {
      if (!Shared.has("identity")) {
        try {
          Shared.put("identity", new IdentityProvider().issuer());
        } catch (IOException e) {
          throw new IllegalStateException("no identity provider for the tests", e);
        }
      }
      return issuer();
    }
  }

  /** It ends with the JVM. */
  @Override
  public void stop() {}

  public static String issuer() {
    return Shared.text("identity");
  }

  /** What a program's token says that may post for one storefront; to be changed by the test. */
  public static Map<String, Object> program(String storefront) {
    var now = Instant.now().getEpochSecond();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", issuer());
    claims.put("sub", "service-account-shop");
    claims.put("azp", "shop-backend");
    claims.put("aud", "heed");
    claims.put("iat", now);
    claims.put("exp", now + 300);
    claims.put("storefronts", List.of(storefront));
    claims.put("realm_access", Map.of("roles", List.of("heed-storefront")));
    return claims;
  }

  /** A token by the provider's key. */
  public static String token(Map<String, Object> claims) {
    return token("signed", claims);
  }

  /**
   * A token made in another way.
   *
   * @param how signed, unsigned, forged (by another key under this one's name), or public-key
   */
  public static String token(String how, Map<String, Object> claims) {
    try {
      var answer = control("mint?how=" + how, JSON.writeValueAsString(claims));
      return JSON.readTree(answer).get("token").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on another key signs, and the one before is not told any more. */
  public static void rotateKeys() {
    control("rotate", "");
  }

  /** Every question gets a 503, or an answer again. */
  public static void away(boolean away) {
    control("away?on=" + away, "");
  }

  private static String control(String what, String body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(issuer() + "/for-tests/" + what))
              .POST(BodyPublishers.ofString(body))
              .build();
      return CLIENT.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException("the identity provider does not hear", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
