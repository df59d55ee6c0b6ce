package heed.ingest;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import heed.ingest.BulkAnswer.Done;
import heed.ingest.IngestMetrics.Item;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The door for orders that reached their customers, and for those that were taken back. */
@Path("/v1/orders")
@RolesAllowed(Role.STOREFRONT)
@Produces(MediaType.APPLICATION_JSON)
public class OrdersResource {
  private final OrderAcceptance acceptance;
  private final Singles singles;
  private final Bulks bulks;
  private final Caller caller;

  OrdersResource(OrderAcceptance acceptance, Singles singles, Bulks bulks, Caller caller) {
    this.acceptance = acceptance;
    this.singles = singles;
    this.bulks = bulks;
    this.caller = caller;
  }

  /** Accepts a delivered order; 202 is sent after the broker's acknowledgement and never before. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Post one order that was delivered, or a revision of it")
  @APIResponse(
      responseCode = "202",
      description = "the broker has it",
      content = @Content(schema = @Schema(implementation = Singles.Accepted.class)))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "#/components/schemas/PostedOrder")))
  public Uni<Response> post(@Context HttpServerRequest request) {
    return singles.take(request, acceptance);
  }

  /** Takes one JSON order per line. */
  @POST
  @Consumes(Bulks.NDJSON)
  @Blocking
  @Operation(summary = "Post many orders, one JSON object per line")
  @APIResponse(
      responseCode = "200",
      description = "what became of the lines",
      content = @Content(schema = @Schema(implementation = Done.class)))
  public Response ndjson(InputStream body, @Context HttpServerRequest request) {
    return bulks.ndjson(request, acceptance, body);
  }

  /** Takes a header row of dotted names and one order per line. */
  @POST
  @Consumes(Bulks.CSV)
  @Blocking
  @Operation(summary = "Post many orders as CSV with a header row of dotted names")
  @APIResponse(
      responseCode = "200",
      description = "what became of the lines",
      content = @Content(schema = @Schema(implementation = Done.class)))
  public Response csv(InputStream body, @Context HttpServerRequest request) {
    return bulks.csv(request, acceptance, body);
  }

  /**
   * Takes an order back, so that nobody is asked about it; one that is unknown is no error, and
   * stays taken back if it is posted afterwards.
   */
  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Say that an order was cancelled or refunded")
  @APIResponse(
      responseCode = "202",
      description = "the broker has it",
      content = @Content(schema = @Schema(implementation = Singles.Accepted.class)))
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(ref = "#/components/schemas/OrderChange")))
  public Uni<Response> change(
      @PathParam("id") String id,
      @QueryParam("storefront") @Nullable String named,
      @Context HttpServerRequest request) {
    var storefront = caller.storefront(StorefrontQuery.of(named));
    if (!OrderAcceptance.isOrder(id)) {
      throw Refusal.badRequest(
          "the order id in the path must be one that an order can have: at most "
              + Field.ID.longest()
              + " characters, and no control characters");
    }
    return singles.take(
        request,
        Fields.ORDER_CHANGE,
        Item.ORDERS,
        (posted, now) -> OrderAcceptance.change(posted, storefront, id, now));
  }
}
