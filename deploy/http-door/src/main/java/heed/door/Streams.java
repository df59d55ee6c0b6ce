package heed.door;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

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
    if (EventStream.asked(context) && context.user() instanceof QuarkusHttpUser user) {
      Holder holder = user.getSecurityIdentity().getAttribute(KeyAuthentication.HOLDER);
      if (holder != null) {
        if (Admission.left(context)) {
          return;
        }
        cutOnceGone(context, holder);
      }
    }
    context.next();
  }

  private void cutOnceGone(RoutingContext context, Holder holder) {
    var token =
        context.request().headers().contains(HttpHeaders.AUTHORIZATION)
            ? null
            : cookie.read(context.request());
    var known = directory.byId(holder.id()) != null;
    var follower = new Follower(holder, known, token, Instant.now());
    var timer =
        context
            .vertx()
            .setPeriodic(
                EVERY_MILLIS,
                id -> {
                  if (follower.gone(directory, sessions, Instant.now())) {
                    context.response().reset();
                  }
                });
    context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
  }
}
