package heed.door.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the provider's doors are, as it describes itself. Nothing is asked before somebody signs in
 * or sends a token; while it is away, what it said last holds, and it is asked again after a pause.
 */
@Singleton
class Provider {
  private static final Logger LOG = Logger.getLogger(Provider.class);
  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * The provider's doors.
   *
   * @param endSession null where it cannot sign people out
   * @param secretInForm whether it takes a client's secret in the form only
   */
  record Doors(
      URI authorization, URI token, URI keys, @Nullable URI endSession, boolean secretInForm) {}

  private final OidcConfig config;
  private final Clock clock = Clock.systemUTC();
  private @Nullable Wire wire;
  private @Nullable Doors doors;
  private Instant freshUntil = Instant.MIN;
  private Instant awayUntil = Instant.MIN;

  Provider(OidcConfig config) {
    this.config = config;
    var wrong = config.issuer().filter(i -> !mayAsk(URI.create(i)));
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(
          "heed.oidc.issuer is %s, must be https (or set heed.oidc.allow-http)"
              .formatted(wrong.get()));
    }
  }

  boolean on() {
    return config.issuer().isPresent();
  }

  /**
   * @throws ProviderAway if it has never answered, and does not now
   */
  synchronized Doors doors() {
    var now = clock.instant();
    if (doors != null && now.isBefore(now.isBefore(awayUntil) ? Instant.MAX : freshUntil)) {
      return doors;
    }
    if (now.isBefore(awayUntil)) {
      throw new ProviderAway("asked a moment ago");
    }
    try {
      doors = read(wire().get(description()));
      freshUntil = now.plus(FRESH);
    } catch (ProviderAway e) {
      LOG.warnf("identity provider away reason=%s", e.getMessage());
      awayUntil = clock.instant().plus(PAUSE);
      if (doors == null) {
        throw e;
      }
    }
    return doors;
  }

  JsonNode keys() {
    return wire().get(doors().keys());
  }

  /** Posts to its token door; the client proves itself as the provider takes it. */
  Wire.Answer token(Map<String, String> form) {
    var to = doors();
    var secret = config.clientSecret();
    if (secret.isEmpty()) {
      form.put("client_id", config.clientId());
    } else if (to.secretInForm()) {
      form.put("client_id", config.clientId());
      form.put("client_secret", secret.get());
    } else {
      return wire().post(to.token(), form, Basic.of(config.clientId(), secret.get()));
    }
    return wire().post(to.token(), form, null);
  }

  private synchronized Wire wire() {
    if (wire == null) {
      wire = new Wire(config.timeout());
    }
    return wire;
  }

  private URI description() {
    return URI.create(
        config
            .discovery()
            .orElseGet(
                () ->
                    config.issuer().orElseThrow().replaceAll("/$", "")
                        + "/.well-known/openid-configuration"));
  }

  private Doors read(JsonNode told) {
    if (!told.path("issuer").asText().equals(config.issuer().orElseThrow())) {
      LOG.error("the provider calls itself otherwise; heed.oidc.issuer must be exactly its issuer");
      throw new ProviderAway("another issuer");
    }
    var methods = told.path("token_endpoint_auth_methods_supported").toString();
    return new Doors(
        door(told, "authorization_endpoint"),
        door(told, "token_endpoint"),
        door(told, "jwks_uri"),
        told.hasNonNull("end_session_endpoint") ? door(told, "end_session_endpoint") : null,
        methods.contains("client_secret_post") && !methods.contains("client_secret_basic"));
  }

  private URI door(JsonNode told, String name) {
    try {
      var door = URI.create(told.path(name).asText());
      if (mayAsk(door)) {
        return door;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    LOG.errorf("identity provider tells no %s that may be used; is it https?", name);
    throw new ProviderAway("no " + name);
  }

  private boolean mayAsk(URI door) {
    return "https".equals(door.getScheme())
        || ("http".equals(door.getScheme())
            && (config.allowHttp() || LOOPBACK.contains(String.valueOf(door.getHost()))));
  }
}
