package heed.metrics;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Every place of the dashboard is the same page, so that an address can be kept, sent and reloaded;
 * the page reads from the address what to show. It holds no data: those need a session.
 */
@Singleton
class DashboardPages {
  private static final String PLACES =
      "/(?:causes|compare|benchmark|alarms|invitations|reviews(?:/[^/]+)?|moderation)/?";

  void register(@Observes Router router) {
    router.getWithRegex(PLACES).handler(DashboardPages::show);
  }

  private static void show(RoutingContext context) {
    context.reroute("/");
  }
}
