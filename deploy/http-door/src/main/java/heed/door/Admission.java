package heed.door;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Lets in no more requests than can be answered: one too many is refused at once and cheaply, and
 * those inside keep their latency. Nobody can take all places. Health and metrics always come in.
 */
@Singleton
class Admission {
  private static final int AFTER_THE_GUARD = 9_500;

  /** Authentication is at 200, authorization at 100; then it is known who asks. */
  private static final int AFTER_AUTHORIZATION = 50;

  private static final String ANYBODY = "";
  private static final String SOON = "1";

  private final Seats requests;
  private final Seats requestsEach;
  private final Seats streams;
  private final Seats streamsEach;

  Admission(LimitSettings settings) {
    requests = new Seats(settings.atOnce(), settings.atOnce());
    requestsEach = new Seats(settings.atOnce(), settings.atOnceEach());
    streams = new Seats(settings.eventStreams(), settings.eventStreams());
    streamsEach = new Seats(settings.eventStreams(), settings.eventStreamsEach());
  }

  void register(@Observes Filters filters) {
    filters.register(this::anybody, AFTER_THE_GUARD);
    filters.register(this::holder, AFTER_AUTHORIZATION);
  }

  private void anybody(RoutingContext context) {
    if (operator(context)) {
      context.next();
    } else {
      admit(context, follows(context) ? streams : requests, ANYBODY);
    }
  }

  private void holder(RoutingContext context) {
    if (context.user() instanceof QuarkusHttpUser user
        && user.getSecurityIdentity().getAttribute(KeyAuthentication.HOLDER)
            instanceof Holder holder
        && !operator(context)) {
      admit(context, follows(context) ? streamsEach : requestsEach, holder.id());
    } else {
      context.next();
    }
  }

  private static void admit(RoutingContext context, Seats seats, String who) {
    switch (seats.take(who)) {
      case TAKEN -> {
        context.addEndHandler(end -> seats.leave(who));
        context.next();
      }
      case FULL -> Problem.send(context, full());
      case ENOUGH -> Problem.send(context, enough());
    }
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

  /** A stream of events is open for hours and costs next to nothing: it is counted apart. */
  private static boolean follows(RoutingContext context) {
    var accept = context.request().getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/event-stream");
  }
}
