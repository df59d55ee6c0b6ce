package heed.eyes;

import io.opentelemetry.api.trace.Span;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/** Gives the span of a request its name: the method and the route, as the resource declares it. */
@Provider
public class RouteNames implements ContainerRequestFilter {
  /** Asked for with the first request: a provider is made before what is configured is known. */
  private final Instance<Traces> traces;

  @Context @Nullable ResourceInfo resource;

  @Inject
  RouteNames(Instance<Traces> traces) {
    this.traces = traces;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!traces.get().on() || resource == null || resource.getResourceMethod() == null) {
      return;
    }
    var span = Span.current();
    if (span.getSpanContext().isSampled()) {
      var route =
          path(resource.getResourceClass().getAnnotation(Path.class))
              + path(resource.getResourceMethod().getAnnotation(Path.class));
      span.updateName(request.getMethod() + " " + route);
      span.setAttribute("http.route", route);
    }
  }

  private static String path(@Nullable Path path) {
    if (path == null || path.value().isEmpty() || path.value().equals("/")) {
      return "";
    }
    return path.value().startsWith("/") ? path.value() : "/" + path.value();
  }
}
