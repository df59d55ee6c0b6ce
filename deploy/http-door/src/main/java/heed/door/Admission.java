package heed.door;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Lets in no more requests than can be answered: one too many is refused at once and cheaply, and
 * those inside keep their latency. Nobody can take all places, and all who do not say who they are
 * have a share together. Health and metrics always come in. A stream of events is open for hours
 * and costs next to nothing: it is counted apart.
 */
@Singleton
class Admission {
  private static final int AFTER_THE_GUARD = 9_500;

  /** Authentication is at 200, authorization at 100; then it is known who asks. */
  private static final int AFTER_AUTHORIZATION = 50;

  private static final String ANYBODY = "";

  /** Of those without a key: pages and displayed reviews are not kept waiting by sign-ins. */
  private static final String READERS = "r";

  private static final String WRITERS = "w";
  private static final String SOON = "1";

  private final Seats requests;
  private final Seats requestsEach;
  private final Seats streams;
  private final Seats streamsEach;
  private final Seats unknown;

  Admission(LimitSettings settings) {
    requests = new Seats(settings.atOnce(), settings.atOnce());
    requestsEach = new Seats(settings.atOnce(), settings.atOnceEach());
    streams = new Seats(settings.eventStreams(), settings.eventStreams());
    streamsEach = new Seats(settings.eventStreams(), settings.eventStreamsEach());
    unknown = new Seats(2 * settings.atOnceUnknown(), settings.atOnceUnknown());
  }

  void register(@Observes Filters filters) {
    filters.register(this::anybody, AFTER_THE_GUARD);
    filters.register(this::holder, AFTER_AUTHORIZATION);
  }

  private void anybody(RoutingContext context) {
    if (operator(context)) {
      context.next();
    } else {
      admit(context, EventStream.asked(context) ? streams : requests, ANYBODY);
    }
  }

  private void holder(RoutingContext context) {
    if (operator(context)) {
      context.next();
    } else if (context.user() instanceof QuarkusHttpUser user
        && user.getSecurityIdentity().getAttribute(KeyAuthentication.HOLDER)
            instanceof Holder holder) {
      admit(context, EventStream.asked(context) ? streamsEach : requestsEach, holder.id());
    } else {
      admit(context, unknown, reads(context) ? READERS : WRITERS);
    }
  }

  private void admit(RoutingContext context, Seats seats, String who) {
    if (left(context)) {
      return;
    }
    switch (seats.take(who)) {
      case TAKEN -> {
        context.addEndHandler(end -> seats.leave(who));
        context.next();
      }
      case FULL -> Problem.send(context, full());
      // Whoever is unknown did not take the share of the unknown alone.
      case ENOUGH -> Problem.send(context, seats == unknown ? full() : enough());
    }
  }

  /**
   * True if whoever asked is gone, which he may be by the time it is known who he is. There is no
   * end left that would give anything back, so nothing must be taken.
   */
  static boolean left(RoutingContext context) {
    return context.response().closed() || context.response().ended();
  }

  private static boolean reads(RoutingContext context) {
    var method = context.request().method();
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  private static Refusal full() {
    return Refusal.status(
            503, "more is asked than can be answered; ask again after the time in Retry-After")
        .header("Retry-After", SOON);
  }

  private static Refusal enough() {
    return Refusal.status(
            429,
            "too many requests of this key are being answered; send the next when one has been")
        .header("Retry-After", SOON);
  }

  private static boolean operator(RoutingContext context) {
    return context.normalizedPath().startsWith("/q/");
  }
}
