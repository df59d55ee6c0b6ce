package heed.eyes;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * The span of a request that is traced. It says method, route and status and no more: an address, a
 * path, a query or an agent may tell who asked, or about whom.
 */
@Singleton
class ServerSpans {
  /** Before whatever else looks at a request, so that its refusals are seen too. */
  private static final int FIRST = 100_000;

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
  private static final int SERVER_ERROR = 500;

  private final Traces traces;
  private final CallersWish wish;

  ServerSpans(Traces traces, CallersWish wish) {
    this.traces = traces;
    this.wish = wish;
  }

  void register(@Observes Filters filters) {
    if (traces.on()) {
      filters.register(this::begin, FIRST);
    }
  }

  private void begin(RoutingContext request) {
    var header = request.request().getHeader(Traceparent.NAME);
    var caller = Traceparent.sampled(header);
    if (!request.normalizedPath().startsWith("/q/") && (header == null || caller != null)) {
      var parent = caller != null && wish.grants(System.nanoTime()) ? caller : null;
      var method = request.request().method().name();
      var builder =
          traces
              .tracer()
              .spanBuilder(METHODS.contains(method) ? method : "HTTP")
              .setSpanKind(SpanKind.SERVER)
              .setAttribute("http.request.method", METHODS.contains(method) ? method : "_OTHER");
      var span =
          (parent == null
                  ? builder.setNoParent()
                  : builder.setParent(Context.root().with(Span.wrap(parent))))
              .startSpan();
      if (span.getSpanContext().isSampled()) {
        follow(request, span);
      }
    }
    request.next();
  }

  /** It is current until the answer is out, on whatever thread works on it. */
  private static void follow(RoutingContext request, Span span) {
    var scope = ContextStorage.get().attach(Context.root().with(span));
    request.addEndHandler(
        done -> {
          var status = request.response().getStatusCode();
          span.setAttribute("http.response.status_code", status);
          if (status >= SERVER_ERROR || done.failed()) {
            span.setStatus(StatusCode.ERROR);
          }
          span.end();
          scope.close();
        });
  }
}
