package heed.alerting.invitations;

import heed.alerting.Words;
import heed.alerting.invitations.Suppressions.Kind;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Who is not to be asked. Only keyed hashes are kept, so the list tells since when and why, and
 * never who.
 */
@Path("/v1/suppressions")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.ANALYST, Role.ADMIN})
public class SuppressionsResource {
  private static final int LONGEST_ADDRESS = 254;

  private final SuppressionDesk desk;
  private final InvitationDesk invitations;

  SuppressionsResource(SuppressionDesk desk, InvitationDesk invitations) {
    this.desk = desk;
    this.invitations = invitations;
  }

  /**
   * Somebody who asked not to be asked. Either of the two says who.
   *
   * @param storefront missing: the only one of the caller
   */
  record NewSuppression(
      @Nullable String storefront, @Nullable String customerId, @Nullable String email) {}

  /** The newest first. */
  @GET
  public Listing<SuppressionView> list(
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return desk.list(
        invitations.storefronts(Words.nameOrNull(storefront, "storefront")),
        Page.limit(limit),
        cursor);
  }

  /** Nobody asks this customer, or this address, about any order of the storefront any more. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.LEAD, Role.ADMIN})
  @APIResponse(
      responseCode = "201",
      description = "on the list, also if it was there before",
      content = @Content(schema = @Schema(implementation = SuppressionView.class)))
  public Response add(NewSuppression wish) {
    var customer = Words.nameOrNull(wish.customerId(), "customerId");
    var email = Words.nameOrNull(wish.email(), "email");
    if ((customer == null) == (email == null)) {
      throw Refusal.field("/customerId", "customerId or email must say who, not both");
    }
    if (email != null && (email.length() > LONGEST_ADDRESS || !email.matches("\\S+@\\S+"))) {
      throw Refusal.field("/email", "email must be one address, such as anna@example.com");
    }
    var kind = email == null ? Kind.CUSTOMER : Kind.ADDRESS;
    var storefront = Words.nameOrNull(wish.storefront(), "storefront");
    var added = desk.add(storefront, kind, email == null ? String.valueOf(customer) : email);
    return Response.status(201).entity(added).build();
  }

  /** They may be asked again, about orders that come in or wait. */
  @DELETE
  @Path("/{id}")
  @RolesAllowed({Role.LEAD, Role.ADMIN})
  @APIResponse(responseCode = "204", description = "off the list")
  public void remove(@PathParam("id") UUID id) {
    desk.remove(id);
  }
}
