package heed.alerting;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Every place of the console is the same page, so that an address can be kept, sent and reloaded;
 * the page reads from the address what to show. It holds no data: those need a session.
 */
@Singleton
class ConsolePages {
  private static final String PLACES = "/(?:cases/[^/]+|team|invitations|settings(?:/[a-z]+)?)/?";

  void register(@Observes Router router) {
    router.getWithRegex(PLACES).handler(ConsolePages::show);
  }

  private static void show(RoutingContext context) {
    context.reroute("/");
  }
}
