package heed.ingest;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import heed.events.EventType;
import heed.events.ReviewErased;
import heed.ingest.IngestMetrics.Erased;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The door for single reviews, and for those that are to be forgotten. */
@Path("/v1/reviews")
@RolesAllowed(Role.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
public class ReviewsResource {
  private final Acceptance acceptance;
  private final Singles singles;
  private final Backlog backlog;
  private final IngestMetrics metrics;
  private final Caller caller;
  private final Clock clock = Clock.systemUTC();

  ReviewsResource(
      Acceptance acceptance,
      Singles singles,
      Backlog backlog,
      IngestMetrics metrics,
      Caller caller) {
    this.acceptance = acceptance;
    this.singles = singles;
    this.backlog = backlog;
    this.metrics = metrics;
    this.caller = caller;
  }

  /** Accepts a review; 202 is sent after the broker's acknowledgement and never before. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Post one review, or a revision of it")
  @APIResponse(
      responseCode = "202",
      description = "the broker has it",
      content = @Content(schema = @Schema(implementation = Singles.Accepted.class)))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "#/components/schemas/PostedReview")))
  public Uni<Response> post(@Context HttpServerRequest request) {
    return singles.take(request, acceptance);
  }

  /** Erases a review wherever its storefront and id match; one that is unknown is no error. */
  @DELETE
  @Path("/{id}")
  @Operation(summary = "Erase a review everywhere")
  @APIResponse(responseCode = "202", description = "it is told to every store")
  public Uni<Response> erase(
      @PathParam("id") String id, @QueryParam("storefront") @Nullable String storefront) {
    var erased =
        new ReviewErased(
            reviewId(id), caller.storefront(StorefrontQuery.of(storefront)), now(), null);
    return backlog
        .append(EventType.REVIEW_ERASED, erased.reviewId().toString(), erased, erased.erasedAt())
        .map(
            acknowledged -> {
              metrics.erased(Erased.REVIEW);
              return Response.accepted().build();
            });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static UUID reviewId(String id) {
    try {
      var uuid = UUID.fromString(id);
      if (uuid.toString().equalsIgnoreCase(id)) {
        return uuid;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw Refusal.badRequest("the review id in the path must be a UUID, as POST answered it");
  }
}
