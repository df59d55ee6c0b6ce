package heed.ingest;

import static java.util.Objects.requireNonNull;

import heed.door.Caller;
import heed.door.Limits;
import heed.door.Role;
import heed.ingest.BulkAnswer.Done;
import heed.ingest.IngestMetrics.Form;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The door for many reviews at once; {@link Bulks} reads them. */
@Path("/v1/reviews")
@RolesAllowed(Role.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class BulkResource {
  static final String NDJSON = "application/x-ndjson";
  static final String CSV = "text/csv";

  private final ReviewLog log;
  private final Acceptance acceptance;
  private final IngestMetrics metrics;
  private final Caller caller;
  private final Limits limits;
  private final Bulks bulks;

  BulkResource(
      ReviewLog log,
      Acceptance acceptance,
      IngestMetrics metrics,
      Caller caller,
      Limits limits,
      Bulks bulks) {
    this.log = log;
    this.acceptance = acceptance;
    this.metrics = metrics;
    this.caller = caller;
    this.limits = limits;
    this.bulks = bulks;
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

  private Response bulk(HttpServerRequest request, Form form, Bulks.Opening opening) {
    Negotiation.check(request);
    var key = IdempotencyKey.of(request.getHeader(IdempotencyKey.HEADER));
    var bulk =
        new BulkImport(log, acceptance, caller::storefront, key, Clock.systemUTC(), bulks.window());
    var who = requireNonNull(caller.holder()).id();
    return bulks.read(
        request, who, limits.of(caller), opening, bulk, (answer, b) -> answer(answer, form));
  }

  private Response answer(BulkAnswer answer, Form form) {
    var rejections = answer.rejections();
    metrics.accepted(form, answer.accepted());
    metrics.rejected(form, rejections.count());
    return Response.ok(new Done(answer.accepted(), rejections.count(), rejections.told())).build();
  }
}
