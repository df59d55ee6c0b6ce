package heed.floor;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;

/**
 * Parses what review-ingest parses and answers what it answers, on the event loop as it does, and
 * does nothing between.
 */
@Path("/v1/reviews")
public class BareReviewsResource {
  private static final UUID SAME = new UUID(0, 0);

  /** As review-ingest answers. */
  public record Accepted(UUID id, Instant receivedAt) {}

  @POST
  @NonBlocking
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response post(BareReview review) {
    return Response.accepted(new Accepted(SAME, Instant.now())).build();
  }
}
