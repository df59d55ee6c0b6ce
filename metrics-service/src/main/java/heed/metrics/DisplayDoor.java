package heed.metrics;

import heed.door.ForeignPages;
import heed.door.Pace;
import heed.door.Problems;
import heed.door.Refusal;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before what is displayed on other people's pages, and before nothing else: says which
 * pages a browser may ask from, and bounds how often an address without a key may ask.
 */
@Singleton
class DisplayDoor implements ForeignPages {
  private static final int AFTER_THE_GUARD = 9_000;

  /** As generously as the router reads it: parameters of the path and a slash at its end count. */
  private static final Pattern API =
      Pattern.compile("/+v1/+products/+[^/]+/+(?:aggregate-rating|reviews)(?:;[^/]*)?/*");

  private static final String WIDGET = "/widget/";

  private final DisplaySettings settings;
  private final Pace pace;

  DisplayDoor(DisplaySettings settings) {
    this.settings = settings;
    this.pace = new Pace("heed.display.requests-per-minute", settings.requestsPerMinute());
  }

  void register(@Observes Filters filters) {
    filters.register(this::pass, AFTER_THE_GUARD);
  }

  @Override
  public boolean mayAsk(HttpMethod method, String path, String origin) {
    return reads(method)
        && settings.isPublic()
        && (path.startsWith(WIDGET) || API.matcher(path).matches())
        && allowed(origin) != null;
  }

  private void pass(RoutingContext context) {
    // Not as it was written: %72eviews is reviews, and must not pass by.
    var path = context.normalizedPath();
    if (path.startsWith(WIDGET)) {
      // A program is no secret, and pages that pin its digest must be able to read it.
      context.response().putHeader("Access-Control-Allow-Origin", "*");
    } else if (settings.isPublic() && API.matcher(path).matches()) {
      display(context);
      return;
    }
    context.next();
  }

  private void display(RoutingContext context) {
    var request = context.request();
    var allowed = allowed(request.getHeader(HttpHeaders.ORIGIN));
    if (allowed != null) {
      context.response().putHeader("Access-Control-Allow-Origin", allowed);
    }
    if (request.method().equals(HttpMethod.OPTIONS)) {
      context
          .response()
          .putHeader("Access-Control-Allow-Methods", "GET, HEAD")
          .putHeader("Access-Control-Allow-Headers", "If-None-Match")
          .putHeader("Access-Control-Max-Age", "86400")
          .setStatusCode(204)
          .end();
      return;
    }
    var wait =
        request.getHeader(HttpHeaders.AUTHORIZATION) == null
            ? pace.take(request.remoteAddress().hostAddress(), System.nanoTime())
            : 0;
    if (wait > 0) {
      Problems.send(
          context,
          Refusal.status(429, "too many requests from this address; wait, and keep what you got")
              .header("Retry-After", Integer.toString(wait)));
    } else {
      context.next();
    }
  }

  /** What the browser is told; null if it may not ask from there. */
  private @Nullable String allowed(@Nullable String origin) {
    if (settings.origins().isEmpty()) {
      return "*";
    }
    return origin != null && settings.origins().get().contains(origin) ? origin : null;
  }

  private static boolean reads(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS);
  }
}
