package heed.door;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that goes on for hours is begun by somebody who was let in and may no longer be: event
 * streams are cut within seconds once their holder is gone, changed, or his session over. The
 * browser asks again, and is let in or not.
 */
@Singleton
class Streams {
  private static final int AFTER_AUTHENTICATION = 50;
  private static final long EVERY_MILLIS = TimeUnit.SECONDS.toMillis(2);

  private final Directory directory;
  private final Sessions sessions;
  private final SessionCookie cookie;

  Streams(Directory directory, Sessions sessions, SessionCookie cookie) {
    this.directory = directory;
    this.sessions = sessions;
    this.cookie = cookie;
  }

  void register(@Observes Filters filters) {
    filters.register(this::watch, AFTER_AUTHENTICATION);
  }

  private void watch(RoutingContext context) {
    if (asked(context.request()) && context.user() instanceof QuarkusHttpUser user) {
      Holder holder = user.getSecurityIdentity().getAttribute(KeyAuthentication.HOLDER);
      if (holder != null) {
        cutOnceGone(context, holder);
      }
    }
    context.next();
  }

  /** True if events are asked for, which a browser also does by itself. */
  static boolean asked(HttpServerRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/event-stream");
  }

  private void cutOnceGone(RoutingContext context, Holder holder) {
    var token =
        context.request().headers().contains(HttpHeaders.AUTHORIZATION)
            ? null
            : cookie.read(context.request());
    var known = directory.byId(holder.id()) != null;
    var timer =
        context
            .vertx()
            .setPeriodic(
                EVERY_MILLIS,
                id -> {
                  if (gone(holder, known, token)) {
                    context.response().reset();
                  }
                });
    context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
  }

  /**
   * The token says when he was last seen before the stream began; as long as the page lives it has
   * newer ones, so only its end and its generation are asked for here.
   */
  private boolean gone(Holder holder, boolean known, @Nullable String token) {
    return known && !holder.equals(directory.byId(holder.id()))
        || token != null && sessions.ended(token);
  }
}
