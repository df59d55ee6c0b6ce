package heed.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a browser's request comes from a page of ours. SameSite=Strict already keeps the cookie
 * at home; this holds also where a browser ignores it, and against a page on another port.
 */
final class SameOrigin {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /**
   * True of a write that a page of another origin makes. Browsers tell it with Sec-Fetch-Site,
   * those that do not tell the Origin; what tells neither is no page.
   */
  static boolean foreignWrite(HttpServerRequest request) {
    if (SAFE.contains(request.method())) {
      return false;
    }
    var site = request.getHeader("Sec-Fetch-Site");
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    return (site != null && !site.equals("same-origin"))
        || (origin != null && !ours(origin, request));
  }

  private static boolean ours(String origin, HttpServerRequest request) {
    var authority = request.authority();
    if (authority == null) {
      return false;
    }
    var told = read(origin);
    if (told == null || told.getHost() == null) {
      return false;
    }
    var usual = "https".equals(told.getScheme()) ? 443 : 80;
    var port = told.getPort() < 0 ? usual : told.getPort();
    // A host without a port is on the usual one of whatever stands before us.
    var ownPort = authority.port() <= 0 ? usual : authority.port();
    return told.getHost().toLowerCase(Locale.ROOT).equals(authority.host().toLowerCase(Locale.ROOT))
        && port == ownPort;
  }

  private static @Nullable URI read(String origin) {
    try {
      return URI.create(origin);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private SameOrigin() {}
}
