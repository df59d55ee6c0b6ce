package heed.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A provider of identities that speaks OpenID Connect as far as Heed hears it, and holds Heed to
 * it: a code is good once, for the client, the address and the verifier it was made for. Its name
 * is {@code localhost}, which to a browser is another site than {@code 127.0.0.1}.
 */
final class IdentityProvider {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Code(String user, Map<String, String> asked) {
    boolean isFor(Map<String, String> redeeming) {
      return same("client_id", redeeming)
          && same("redirect_uri", redeeming)
          && "S256".equals(asked.get("code_challenge_method"))
          && challenge(redeeming.getOrDefault("code_verifier", ""))
              .equals(asked.get("code_challenge"));
    }

    private boolean same(String name, Map<String, String> redeeming) {
      return Objects.equals(asked.get(name), redeeming.get(name));
    }
  }

  private final HttpServer server;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private volatile SignedTokens tokens = new SignedTokens();
  private volatile boolean away;

  IdentityProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(
        Executors.newFixedThreadPool(
            4, Thread.ofPlatform().daemon().name("identity-provider-", 0).factory()));
    door("/.well-known/openid-configuration", this::describe);
    door("/keys", exchange -> json(exchange, 200, tokens.told()));
    door("/authorize", this::authorize);
    door("/token", this::token);
    door("/logout", this::logout);
    server.createContext("/for-tests/mint", exchange -> answered(exchange, this::mint));
    server.createContext("/for-tests/rotate", exchange -> answered(exchange, this::rotate));
    server.createContext("/for-tests/away", exchange -> answered(exchange, this::goAway));
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void describe(HttpExchange exchange) throws IOException {
    json(
        exchange,
        200,
        Map.of(
            "issuer", issuer(),
            "authorization_endpoint", issuer() + "/authorize",
            "token_endpoint", issuer() + "/token",
            "jwks_uri", issuer() + "/keys",
            "end_session_endpoint", issuer() + "/logout"));
  }

  /** Asks who it is, or knows it from before. */
  private void authorize(HttpExchange exchange) throws IOException {
    var asked = form(exchange);
    var known = cookie(exchange);
    var user = asked.getOrDefault("user", asked.containsKey("prompt") ? "" : known);
    if (!ProviderPeople.CLAIMS.containsKey(user)) {
      var hidden = new StringBuilder();
      asked.forEach(
          (name, value) ->
              hidden.append("<input type=hidden name='%s' value='%s'>".formatted(name, value)));
      page(
          exchange,
          "<form method=post action=/authorize>%s<label>User <input name=user></label><button>Sign in</button></form>"
              .formatted(hidden));
      return;
    }
    var code = UUID.randomUUID().toString();
    codes.put(code, new Code(user, asked));
    exchange.getResponseHeaders().add("Set-Cookie", "known=" + user + "; Path=/; HttpOnly");
    redirect(
        exchange,
        "%s?code=%s&state=%s".formatted(asked.get("redirect_uri"), code, asked.get("state")));
  }

  private void token(HttpExchange exchange) throws IOException {
    var asked = form(exchange);
    var code = codes.remove(asked.getOrDefault("code", ""));
    if (code == null || !code.isFor(asked)) {
      json(exchange, 400, Map.of("error", "invalid_grant"));
      return;
    }
    var claims =
        new LinkedHashMap<String, Object>(
            ProviderPeople.CLAIMS.getOrDefault(code.user(), Map.of()));
    claims.put("iss", issuer());
    claims.put("aud", asked.get("client_id"));
    claims.put("nonce", code.asked().get("nonce"));
    claims.put("iat", Instant.now().getEpochSecond());
    claims.put("exp", Instant.now().getEpochSecond() + 300);
    json(exchange, 200, Map.of("id_token", tokens.signed(claims), "token_type", "Bearer"));
  }

  private void logout(HttpExchange exchange) throws IOException {
    var asked = form(exchange);
    if (!asked.containsKey("id_token_hint")) {
      page(exchange, "Do you want to sign out?");
      return;
    }
    exchange.getResponseHeaders().add("Set-Cookie", "known=; Path=/; Max-Age=0");
    redirect(exchange, asked.getOrDefault("post_logout_redirect_uri", "/"));
  }

  /** Signs what a test wishes, in the way that it wishes. */
  private void mint(HttpExchange exchange) throws IOException {
    @SuppressWarnings("unchecked")
    Map<String, Object> claims = JSON.readValue(exchange.getRequestBody(), Map.class);
    var token =
        switch (query(exchange).getOrDefault("how", "signed")) {
          case "unsigned" -> tokens.unsigned(claims);
          case "forged" -> tokens.forged(claims);
          case "public-key" -> tokens.signedWithThePublicKey(claims);
          default -> tokens.signed(claims);
        };
    json(exchange, 200, Map.of("token", token));
  }

  private void rotate(HttpExchange exchange) throws IOException {
    tokens = new SignedTokens();
    json(exchange, 200, Map.of());
  }

  private void goAway(HttpExchange exchange) throws IOException {
    away = Boolean.parseBoolean(query(exchange).get("on"));
    json(exchange, 200, Map.of());
  }

  private interface Door {
    void answer(HttpExchange exchange) throws IOException;
  }

  private void door(String path, Door door) {
    server.createContext(
        path,
        exchange -> answered(exchange, away ? e -> json(e, 503, Map.of("error", "away")) : door));
  }

  private static void answered(HttpExchange exchange, Door door) throws IOException {
    try (exchange) {
      door.answer(exchange);
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    return parse(exchange.getRequestURI().getRawQuery());
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    var all = query(exchange);
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    all.putAll(parse(body));
    return all;
  }

  private static Map<String, String> parse(String form) {
    var all = new HashMap<String, String>();
    for (var pair : (form == null ? "" : form).split("&", -1)) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        all.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  private static String cookie(HttpExchange exchange) {
    var sent = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
    return sent.replaceAll(".*known=([a-z]*).*", "$1");
  }

  private static String challenge(String verifier) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(303, -1);
  }

  private static void page(HttpExchange exchange, String html) throws IOException {
    send(
        exchange,
        200,
        "text/html",
        ("<!doctype html><title>Provider</title>" + html).getBytes(StandardCharsets.UTF_8));
  }

  private static void json(HttpExchange exchange, int status, Object body) throws IOException {
    send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
