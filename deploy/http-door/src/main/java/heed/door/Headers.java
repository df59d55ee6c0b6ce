package heed.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The headers that keep browsers safe, on every answer; a resource that knows better sets its own.
 */
final class Headers {
  private static final String PAGES =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final String A_YEAR = "max-age=31536000; includeSubDomains";

  /** Encoded once, not for every answer. */
  private record Header(CharSequence name, CharSequence value) {
    static Header of(String name, String value) {
      return new Header(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }
  }

  private static final List<Header> ALWAYS =
      List.of(
          Header.of("X-Content-Type-Options", "nosniff"),
          Header.of("X-Frame-Options", "DENY"),
          Header.of("Referrer-Policy", "no-referrer"),
          Header.of("Content-Security-Policy", PAGES),
          Header.of("Cross-Origin-Opener-Policy", "same-origin"),
          Header.of("Cross-Origin-Resource-Policy", "same-origin"));

  static void set(RoutingContext context) {
    var response = context.response();
    ALWAYS.forEach(header -> response.putHeader(header.name(), header.value()));
    if ("https".equals(context.request().scheme())) {
      response.putHeader("Strict-Transport-Security", A_YEAR);
    }
    context.addHeadersEndHandler(ended -> finish(context));
  }

  /** What is about somebody is kept by no cache; what any page may read, any page may load. */
  private static void finish(RoutingContext context) {
    var headers = context.response().headers();
    if (headers.contains("Access-Control-Allow-Origin")) {
      headers.set("Cross-Origin-Resource-Policy", "cross-origin");
    }
    var path = context.normalizedPath();
    if ((path.startsWith("/v1") || path.equals("/session"))
        && !headers.contains(HttpHeaders.CACHE_CONTROL)) {
      headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  private Headers() {}
}
