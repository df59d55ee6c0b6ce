package heed.ingest;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import heed.events.CustomerErased;
import heed.events.EventType;
import heed.ingest.IngestMetrics.Erased;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The door by which customers are forgotten. */
@Path("/v1/customers")
@RolesAllowed(Role.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
public class CustomersResource {
  private final Backlog backlog;
  private final IngestMetrics metrics;
  private final Caller caller;

  CustomersResource(Backlog backlog, IngestMetrics metrics, Caller caller) {
    this.backlog = backlog;
    this.metrics = metrics;
    this.caller = caller;
  }

  /** Erases a customer with all reviews received until now; one that is unknown is no error. */
  @DELETE
  @Path("/{customerId}")
  @Operation(summary = "Erase a customer and all of their reviews everywhere")
  @APIResponse(responseCode = "202", description = "it is told to every store")
  public Uni<Response> erase(
      @PathParam("customerId") String customerId,
      @QueryParam("storefront") @Nullable String storefront) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var erased =
        new CustomerErased(
            caller.storefront(StorefrontQuery.of(storefront)), checked(customerId), now, null);
    return backlog
        .append(EventType.CUSTOMER_ERASED, erased.key(), erased, now)
        .map(
            acknowledged -> {
              metrics.erased(Erased.CUSTOMER);
              return Response.accepted().build();
            });
  }

  private static String checked(String customerId) {
    if (Characters.fault(customerId, Field.CUSTOMER_ID.longest(), true) != null
        || Characters.invisible(customerId)
        || Meaning.looksLikeAddress(customerId)) {
      throw Refusal.badRequest(
          "the customer id in the path must be one that a review can have: opaque, no e-mail"
              + " address, at most "
              + Field.CUSTOMER_ID.longest()
              + " characters");
    }
    return customerId;
  }
}
