package heed.alerting.telling;

import heed.alerting.telling.CrmTokenSettings.Token;
import heed.door.Refusal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The access tokens that mappings may name; each is for one server, and goes to no other. */
@Singleton
class CrmTokens {
  private static final String KEY = "heed.telling.crm.tokens.";

  private final Map<String, TokenSource> sources = new TreeMap<>();

  @Inject
  CrmTokens(CrmTokenSettings tokens, TellingSettings settings) {
    this(tokens.tokens(), settings, InstantSource.system());
  }

  CrmTokens(Map<String, Token> tokens, TellingSettings settings, InstantSource clock) {
    if (!tokens.isEmpty()) {
      var client = client(settings);
      tokens.forEach(
          (name, token) ->
              sources.put(name, source(name, token, client, settings.timeout(), clock)));
    }
  }

  private static TokenSource source(
      String name, Token token, HttpClient client, Duration timeout, InstantSource clock) {
    if (token.url().getHost() == null
        || !String.valueOf(token.url().getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          KEY + name + ".url must be the address of a token endpoint, such as https://…");
    }
    try {
      return new TokenSource(token, EndpointUrl.of(token.server()), client, timeout, clock);
    } catch (Unwelcome e) {
      throw new IllegalArgumentException(
          KEY + name + ".server must be the address of the CRM, such as https://…", e);
    }
  }

  private static HttpClient client(TellingSettings settings) {
    var builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER);
    settings
        .ca()
        .ifPresent(
            ca -> {
              try {
                var context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {Authorities.with(ca)}, null);
                builder.sslContext(context);
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this machine knows no TLS", e);
              }
            });
    return builder.build();
  }

  /** True if an attempt may have to ask for one before it. */
  boolean any() {
    return !sources.isEmpty();
  }

  /**
   * The token that a mapping names; it must be one that there is.
   *
   * @throws NoToken if there is none of this name any more, or it is not for this server
   */
  TokenSource named(String name, EndpointUrl url) throws NoToken {
    var why = why(name, url);
    if (why != null) {
      throw new NoToken(why);
    }
    return java.util.Objects.requireNonNull(sources.get(name));
  }

  /**
   * @throws Refusal 400 if the mapping of an endpoint names a token that it may not have
   */
  void check(Endpoint endpoint) {
    var name = endpoint.token();
    if (name == null) {
      return;
    }
    var why = why(name, endpoint.url());
    if (why != null) {
      throw Refusal.field("/mapping/token", why);
    }
    if (endpoint.crm() != null && endpoint.crm().authorization() != null) {
      throw Refusal.field(
          "/authorization",
          "authorization and the mapping's token are two of the same; give an empty authorization,"
              + " or leave token out");
    }
  }

  private @Nullable String why(String name, EndpointUrl url) {
    var source = sources.get(name);
    if (source == null) {
      return "token is no name that the configuration knows; there "
          + (sources.isEmpty()
              ? "is none: set " + KEY + "<name>.url and what belongs to it"
              : "is " + String.join(", ", sources.keySet()));
    }
    return source.server().sameServer(url)
        ? null
        : "token is for another server than that of url; " + KEY + name + ".server says which";
  }
}
