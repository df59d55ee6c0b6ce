package heed.door;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place that shapes every refusal. */
@Singleton
class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class);
  private static final Map<Integer, String> REMEDIES =
      Map.of(
          404, "there is nothing at this path",
          405, "this path does not take this method; Allow says which it takes",
          406, "this can only be answered as application/json; say so in Accept, or leave it out",
          413, "the body is too large; send less at once",
          415, "this content type is not taken here; the documentation names those that are");

  private final Allowed allowed;

  Refusals(Allowed allowed) {
    this.allowed = allowed;
  }

  @ServerExceptionMapper
  Response refused(Refusal refusal, HttpServerRequest request) {
    var response =
        Response.status(refusal.status())
            .type(Problem.MEDIA_TYPE)
            .entity(Problem.of(refusal, String.valueOf(request.path())));
    refusal.headers().forEach(response::header);
    return response.build();
  }

  /**
   * Named apart because the framework has a mapper of its own for it, which tells Java class names.
   */
  @ServerExceptionMapper
  Response mismatched(MismatchedInputException e, HttpServerRequest request) {
    return refused(JsonRefusal.of(e), request);
  }

  @ServerExceptionMapper
  Response unreadable(JacksonException e, HttpServerRequest request) {
    return refused(JsonRefusal.of(e), request);
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e, HttpServerRequest request) {
    return refused(
        Refusal.status(403, "this key's roles do not allow it; use a key whose roles do"), request);
  }

  @ServerExceptionMapper
  Response unauthorized(UnauthorizedException e, HttpServerRequest request) {
    return refused(
        Refusal.status(401, "a key is needed: send it as \"Authorization: Bearer <key>\"")
            .header("WWW-Authenticate", "Bearer"),
        request);
  }

  @ServerExceptionMapper
  Response missing(NotFoundException e, HttpServerRequest request) {
    return web(e, request);
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e, HttpServerRequest request) {
    if (e.getCause() instanceof JacksonException json) {
      return unreadable(json, request);
    }
    var status = e.getResponse().getStatus();
    if (status >= 500) {
      return failed(e, request);
    }
    var refusal =
        Refusal.status(status, REMEDIES.getOrDefault(status, "the request cannot be read"));
    if (status == 405) {
      refusal.header("Allow", allowed.at(String.valueOf(request.path())));
    }
    return refused(refusal, request);
  }

  @ServerExceptionMapper
  Response failed(Throwable e, HttpServerRequest request) {
    if (request.response().closed() || request.response().headWritten()) {
      LOG.debugf("answer cut off path=%s", request.path());
    }
    if (Outage.beneath(e)) {
      LOG.warnf("the database did not answer, or not in time: method=%s", request.method());
      LOG.debug("why", Untold.of(e, String.valueOf(request.path())));
      return refused(
          Refusal.status(503, "the database did not answer, or not in time; try again")
              .header("Retry-After", "5"),
          request);
    }
    var id = UUID.randomUUID();
    LOG.errorf(
        Untold.of(e, String.valueOf(request.path())),
        "request failed id=%s method=%s",
        id,
        request.method());
    return refused(
        Refusal.status(500, "this is our fault; the log tells more under request id " + id),
        request);
  }
}
