package heed.ingest;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * The page on which an admin sees where reviews are listened to: files that hold no data; what they
 * show is asked for with a session. It is here and not in the console, since only this service
 * knows its mappings, and what each platform has to be told is this service's own address.
 */
@Singleton
class SourcesPage {
  void register(@Observes Router router) {
    router.getWithRegex("/sources/?").handler(context -> context.reroute("/sources/index.html"));
  }
}
