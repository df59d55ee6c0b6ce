package heed.door;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything: sets the headers that keep browsers safe, and where {@code
 * heed.http.allowed-hosts} is set (names without port) refuses a foreign Host or Origin, so that a
 * web page elsewhere cannot reach a service on loopback through the visitor's browser.
 */
@Singleton
class Guard {
  private static final int BEFORE_ALL_ELSE = 10_000;
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final Optional<Set<String>> allowedHosts;
  private final long maxBody;
  private final Instance<ForeignPages> foreignPages;

  Guard(
      @ConfigProperty(name = "heed.http.allowed-hosts") Optional<Set<String>> allowedHosts,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size")
          io.quarkus.runtime.configuration.MemorySize maxBody,
      Instance<ForeignPages> foreignPages) {
    this.allowedHosts = allowedHosts;
    this.maxBody = maxBody.asLongValue();
    this.foreignPages = foreignPages;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_ALL_ELSE);
  }

  private void check(RoutingContext context) {
    var request = context.request();
    Headers.set(context);
    var refusal = withParameters(context) ? parameters() : null;
    if (refusal == null && !ManagementDoor.passed(context)) {
      refusal = refuse(request);
    }
    if (refusal == null) {
      context.next();
    } else {
      Problem.send(context, refusal);
    }
  }

  /**
   * The framework drops {@code ;a=b} from a path before it looks for the resource; filters, which
   * know paths as they are written, would be passed by. Nothing here has such parameters; {@code
   * %3B} is a character like any other, to all of them.
   */
  private static boolean withParameters(RoutingContext context) {
    return context.normalizedPath().indexOf(';') >= 0
        || String.valueOf(context.request().path()).indexOf(';') >= 0;
  }

  private static Refusal parameters() {
    return Refusal.badRequest("a path here has no parameters; write a ; that is part of it as %3B");
  }

  private @Nullable Refusal refuse(HttpServerRequest request) {
    if (allowedHosts.isPresent() && (foreign(host(request)) || fromForeignPage(request))) {
      return Refusal.status(
          403, "this service answers only under its own name; heed.http.allowed-hosts lists them");
    }
    if (!readable(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      return Refusal.status(415, "Content-Type must read type/subtype, such as application/json");
    }
    if (!readable(request.getHeader(HttpHeaders.ACCEPT))) {
      return Refusal.status(406, "Accept must read type/subtype, such as application/json");
    }
    if (String.valueOf(request.path()).contains("%00")) {
      return Refusal.badRequest("the path holds a character that is no text (NUL)");
    }
    return declaredLength(request) > maxBody
        ? Refusal.status(413, "the body is larger than " + maxBody + " bytes; send less at once")
            .header("Connection", "close")
        : null;
  }

  /** The framework answers an unreadable media type with 500, so none must reach it. */
  private static boolean readable(@Nullable String mediaTypes) {
    if (mediaTypes == null) {
      return true;
    }
    for (var range : mediaTypes.split(",", -1)) {
      var end = range.indexOf(';');
      var type = (end < 0 ? range : range.substring(0, end)).strip();
      var slash = type.indexOf('/');
      if (!type.equals("*") && (slash < 1 || slash == type.length() - 1)) {
        return false;
      }
    }
    return true;
  }

  private boolean foreign(@Nullable String host) {
    return host != null && !allowedHosts.orElseThrow().contains(host);
  }

  private boolean fromForeignPage(HttpServerRequest request) {
    return foreign(origin(request))
        && foreignPages.stream()
            .noneMatch(
                pages ->
                    pages.mayAsk(
                        request.method(),
                        String.valueOf(request.path()),
                        request.getHeader(HttpHeaders.ORIGIN)));
  }

  private static @Nullable String host(HttpServerRequest request) {
    var authority = request.authority();
    return authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String origin(HttpServerRequest request) {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return null;
    }
    try {
      var host = URI.create(origin).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static long declaredLength(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && LENGTH.matcher(length).matches() ? Long.parseLong(length) : 0;
  }
}
