package heed.ingest;

import static java.util.Objects.requireNonNull;

import heed.door.Caller;
import heed.door.Limits;
import heed.door.Quota;
import heed.door.Refusal;
import heed.door.Role;
import heed.door.Seats;
import heed.eyes.Traces;
import heed.ingest.BulkAnswer.Done;
import heed.ingest.BulkAnswer.Stopped;
import heed.ingest.IngestMetrics.Form;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/**
 * The door for many reviews at once. A bulk holds a worker thread while it is read, since reading
 * may wait for the client and for the broker; {@code heed.ingest.bulk.streams} bounds how many.
 */
@Path("/v1/reviews")
@RolesAllowed(Role.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class BulkResource {
  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";

  /** How long the rest of a stopped bulk is swallowed for clients that read only after sending. */
  private static final long GRACE_MS = 30_000;

  private final Vertx vertx;
  private final ReviewLog log;
  private final Acceptance acceptance;
  private final IngestMetrics metrics;
  private final Backlog backlog;
  private final Caller caller;
  private final Traces traces;
  private final int window;
  private final Limits limits;
  private final Seats streams;

  BulkResource(
      Vertx vertx,
      ReviewLog log,
      Acceptance acceptance,
      IngestMetrics metrics,
      Backlog backlog,
      Caller caller,
      Limits limits,
      Traces traces,
      IngestSettings settings) {
    this.vertx = vertx;
    this.log = log;
    this.acceptance = acceptance;
    this.metrics = metrics;
    this.backlog = backlog;
    this.caller = caller;
    this.limits = limits;
    this.traces = traces;
    window = (int) Math.min(settings.bulk().window().asLongValue(), Integer.MAX_VALUE);
    streams = new Seats(settings.bulk().streams(), settings.bulk().streamsEach());
  }

  /** Takes one JSON review per line. */
  @POST
  @Consumes(NDJSON)
  @Operation(summary = "Post many reviews, one JSON object per line")
  @APIResponse(
      responseCode = "200",
      description = "what became of the lines",
      content = @Content(schema = @Schema(implementation = Done.class)))
  public Response ndjson(InputStream body, @Context HttpServerRequest request) {
    return bulk(request, Form.NDJSON, () -> new JsonLines(body));
  }

  /** Takes a header row of dotted names and one review per line. */
  @POST
  @Consumes(CSV)
  @Operation(summary = "Post many reviews as CSV with a header row of dotted names")
  @APIResponse(
      responseCode = "200",
      description = "what became of the lines",
      content = @Content(schema = @Schema(implementation = Done.class)))
  public Response csv(InputStream body, @Context HttpServerRequest request) {
    return bulk(request, Form.CSV, () -> new CsvLines(body));
  }

  private interface Opening {
    PostedLines open() throws IOException;
  }

  @SuppressWarnings("try") // being apart is all that the stretch is for
  private Response bulk(HttpServerRequest request, Form form, Opening opening) {
    Negotiation.check(request);
    var key = IdempotencyKey.of(request.getHeader(IdempotencyKey.HEADER));
    var quota = limits.of(caller);
    quota.ifPresent(this::take);
    var who = requireNonNull(caller.holder()).id();
    if (streams.take(who) != Seats.Answer.TAKEN) {
      throw throttled(backlog.tooMuch());
    }
    try (var apart = traces.apart()) {
      var lines = opening.open();
      var paced = quota.<PostedLines>map(q -> new PacedLines(lines, q)).orElse(lines);
      var bulk =
          new BulkImport(log, acceptance, caller::storefront, key, Clock.systemUTC(), window);
      return answer(bulk.run(paced), form, request);
    } catch (IOException e) {
      throw Refusal.badRequest("the body broke off");
    } finally {
      streams.leave(who);
    }
  }

  private void take(Quota quota) {
    try {
      quota.take();
    } catch (Refusal e) {
      throw throttled(e);
    }
  }

  /** The body may be endless, and is not read to its end to keep the connection. */
  private Refusal throttled(Refusal refusal) {
    metrics.throttled();
    return refusal.header("Connection", "close");
  }

  private Response answer(BulkAnswer answer, Form form, HttpServerRequest request) {
    var rejections = answer.rejections();
    metrics.accepted(form, answer.accepted());
    metrics.rejected(form, rejections.count());
    var first = answer.firstLineNotAccepted();
    return first == null
        ? Response.ok(new Done(answer.accepted(), rejections.count(), rejections.told())).build()
        : stopped(answer, first, request);
  }

  private Response stopped(BulkAnswer answer, long first, HttpServerRequest request) {
    vertx.setTimer(GRACE_MS, timer -> closeUnlessEnded(request));
    var broken = answer.broken();
    var refusal = broken == null ? backlog.unavailable() : Refusal.badRequest(broken);
    if (broken == null) {
      metrics.unacknowledged();
    }
    var response =
        Response.status(refusal.status())
            .type("application/problem+json")
            .header("Connection", "close")
            .entity(
                new Stopped(
                    "about:blank",
                    broken == null ? "Service Unavailable" : "Bad Request",
                    refusal.status(),
                    refusal.detail(),
                    String.valueOf(request.path()),
                    answer.accepted(),
                    answer.rejections().count(),
                    answer.rejections().told(),
                    first));
    refusal.headers().forEach(response::header);
    return response.build();
  }

  private static void closeUnlessEnded(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.connection().close();
    }
  }
}
