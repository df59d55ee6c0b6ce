package heed.door;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * The headers that keep browsers safe, on every answer; a resource that knows better sets its own.
 */
final class Headers {
  private static final String PAGES =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
  private static final String A_YEAR = "max-age=31536000; includeSubDomains";

  static void set(RoutingContext context) {
    var response =
        context
            .response()
            .putHeader("X-Content-Type-Options", "nosniff")
            .putHeader("X-Frame-Options", "DENY")
            .putHeader("Referrer-Policy", "no-referrer")
            .putHeader("Content-Security-Policy", PAGES)
            .putHeader("Cross-Origin-Opener-Policy", "same-origin")
            .putHeader("Cross-Origin-Resource-Policy", "same-origin");
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
