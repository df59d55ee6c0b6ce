package heed.alerting;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer, for one who asks what is (articles 15 and 20 of the GDPR).
 * metrics-service answers the same path with what it knows.
 */
@Path("/v1/customers")
@Blocking
@RolesAllowed({Role.LEAD, Role.ADMIN})
public class CustomersResource {
  private final CustomerExport export;
  private final Caller caller;
  private final Deeds deeds;

  CustomersResource(CustomerExport export, Caller caller, Deeds deeds) {
    this.export = export;
    this.caller = caller;
    this.deeds = deeds;
  }

  /**
   * Everything of one customer as a file; of one who is not known, or was erased, one without
   * cases. A customer's cases may be several teams', so it is for those who see every team's.
   */
  @GET
  @Path("/{customerId}/export")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Export what is known of a customer: cases, answers, notes, messages")
  public Response export(
      @PathParam("customerId") String customerId,
      @QueryParam("storefront") @Nullable String storefront) {
    var customer = Words.nameOrNull(customerId, "customerId");
    if (customer == null) {
      throw Refusal.badRequest("the customer id in the path must be one that a review can have");
    }
    var whose = caller.storefront(Words.nameOrNull(storefront, "storefront"));
    deeds.of(whose);
    if (caller.teams().isPresent()) {
      throw Refusal.status(
          403, "this key sees its teams' cases alone; export with one that has every team");
    }
    StreamingOutput file = to -> export.write(whose, customer, to);
    return Response.ok(file)
        .header("Content-Disposition", "attachment; filename=\"heed-customer-cases.json\"")
        .header("Cache-Control", "no-store")
        .build();
  }
}
