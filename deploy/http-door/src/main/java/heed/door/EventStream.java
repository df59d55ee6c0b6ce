package heed.door;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * Which requests are answered with events, for hours. The path alone says it, and every stream's
 * ends in {@code /events}: what is in Accept does not, since a client that names nothing or
 * anything gets events just as well, and one that names them elsewhere gets none.
 */
final class EventStream {
  private static final Pattern PATH = Pattern.compile(".*/events/*");

  /** True if this is answered with events, if at all. */
  static boolean asked(RoutingContext context) {
    var method = context.request().method();
    return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        && is(context.normalizedPath());
  }

  /**
   * @param path normalized; a slash at its end makes no difference to the router
   */
  static boolean is(String path) {
    return PATH.matcher(path).matches();
  }

  private EventStream() {}
}
