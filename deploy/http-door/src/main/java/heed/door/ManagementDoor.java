package heed.door;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.options.HttpServerCommonHandlers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * A port of its own for what operators and probes ask. Where {@code heed.http.management-port} is
 * set, {@code /q/*} is answered on that port and nowhere else, and nothing but {@code /q/*} is
 * answered there; it speaks plain HTTP even where the public port does not, since probes and
 * scrapers come from inside. Unset, as on one machine, {@code /q/*} is on the service's port.
 *
 * <p>The framework's own management interface is decided when a service is built; ours when it is
 * started, so that one build serves both.
 */
@Singleton
class ManagementDoor {
  private static final String PASSED = "heed.management";
  private static final int BEFORE_THE_GUARD = 20_000;
  private static final int IDLE_SECONDS = 30;

  private final OptionalInt port;
  private final String host;
  private final Vertx vertx;
  private @Nullable HttpServer server;

  ManagementDoor(
      @ConfigProperty(name = "heed.http.management-port") OptionalInt port,
      @ConfigProperty(name = "quarkus.http.host") String host,
      Vertx vertx) {
    this.port = port;
    this.host = host;
    this.vertx = vertx;
  }

  void register(@Observes Filters filters) {
    if (port.isPresent()) {
      filters.register(this::check, BEFORE_THE_GUARD);
    }
  }

  private void check(RoutingContext context) {
    var here = context.request().localAddress().port() == port.getAsInt();
    if (here == isManagement(context.normalizedPath())) {
      context.put(PASSED, here);
      context.next();
    } else {
      Problem.send(context, Refusal.notFound("there is nothing at this path on this port"));
    }
  }

  /** True on the port of our own: probes do not know the service's public name. */
  static boolean passed(RoutingContext context) {
    return Boolean.TRUE.equals(context.get(PASSED));
  }

  private static boolean isManagement(String path) {
    return path.equals("/q") || path.startsWith("/q/");
  }

  void start(@Observes StartupEvent event, Router router) {
    if (port.isEmpty()) {
      return;
    }
    var options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port.getAsInt())
            .setIdleTimeout(IDLE_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(HttpServerCommonHandlers.enforceDuplicatedContext(router, false))
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /** After the last observer: probes are answered for as long as anything is. */
  void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
    if (server != null) {
      server.close();
    }
  }
}
