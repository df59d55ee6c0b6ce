package heed.ingest;

import heed.door.Role;
import heed.ingest.BulkAnswer.Done;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The door for many reviews at once. */
@Path("/v1/reviews")
@RolesAllowed(Role.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class BulkResource {
  private final Bulks bulks;
  private final Acceptance acceptance;

  BulkResource(Bulks bulks, Acceptance acceptance) {
    this.bulks = bulks;
    this.acceptance = acceptance;
  }

  /** Takes one JSON review per line. */
  @POST
  @Consumes(Bulks.NDJSON)
  @Operation(summary = "Post many reviews, one JSON object per line")
  @APIResponse(
      responseCode = "200",
      description = "what became of the lines",
      content = @Content(schema = @Schema(implementation = Done.class)))
  public Response ndjson(InputStream body, @Context HttpServerRequest request) {
    return bulks.ndjson(request, acceptance, body);
  }

  /** Takes a header row of dotted names and one review per line. */
  @POST
  @Consumes(Bulks.CSV)
  @Operation(summary = "Post many reviews as CSV with a header row of dotted names")
  @APIResponse(
      responseCode = "200",
      description = "what became of the lines",
      content = @Content(schema = @Schema(implementation = Done.class)))
  public Response csv(InputStream body, @Context HttpServerRequest request) {
    return bulks.csv(request, acceptance, body);
  }
}
