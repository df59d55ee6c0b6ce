package heed.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The cookie that carries a session: no script reads it, no other site sends it. Under TLS it is
 * Secure and named with {@code __Host-}, so that no neighbour under the same domain can plant one.
 */
@Singleton
class SessionCookie {
  private static final String HOST_ONLY = "__Host-" + Sessions.COOKIE;

  private final Optional<Boolean> secure;

  /**
   * @param secure true where a proxy ends TLS and does not say so; by default as the request came
   */
  SessionCookie(@ConfigProperty(name = "heed.session.secure") Optional<Boolean> secure) {
    this.secure = secure;
  }

  /** The token that came along; null for none. */
  @Nullable String read(HttpServerRequest request) {
    var cookie = request.getCookie(secure(request) ? HOST_ONLY : Sessions.COOKIE);
    return cookie == null ? null : cookie.getValue();
  }

  /** Has the browser keep a token; for how many seconds, 0 to forget it. */
  void write(HttpServerRequest request, String token, long seconds) {
    var tls = secure(request);
    var name = tls ? HOST_ONLY : Sessions.COOKIE;
    request
        .response()
        .headers()
        .add(
            HttpHeaders.SET_COOKIE,
            "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
                .formatted(name, token, seconds, tls ? "; Secure" : ""));
  }

  private boolean secure(HttpServerRequest request) {
    return secure.orElseGet(() -> request.isSSL() || "https".equals(request.scheme()));
  }
}
