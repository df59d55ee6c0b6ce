package heed.alerting.invitations;

import heed.alerting.Words;
import heed.alerting.invitations.Invitation.State;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Who was asked for a review, when, and what came of it. */
@Path("/v1/invitations")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.ANALYST, Role.ADMIN})
public class InvitationsResource {
  private static final Map<String, Duration> WINDOWS =
      Map.of(
          "24h", Duration.ofHours(24),
          "7d", Duration.ofDays(7),
          "30d", Duration.ofDays(30),
          "90d", Duration.ofDays(90));

  private final InvitationDesk desk;

  InvitationsResource(InvitationDesk desk) {
    this.desk = desk;
  }

  /**
   * Mail that came back. Either of the two names the letter.
   *
   * @param messageId the letter's Message-ID
   * @param orderKey of the order it was about
   * @param kind HARD: there is no such address; SOFT: not now
   */
  record Bounce(@Nullable String messageId, @Nullable String orderKey, @Nullable String kind) {}

  /** The orders delivered last come first; {@code state} is a comma list. */
  @GET
  public Listing<InvitationView> list(
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("state") @Nullable String state,
      @QueryParam("orderId") @Nullable String orderId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var wanted =
        new InvitationDesk.Wanted(
            desk.storefronts(Words.nameOrNull(storefront, "storefront")),
            states(Words.nameOrNull(state, "state")),
            Words.nameOrNull(orderId, "orderId"));
    return desk.list(wanted, Page.limit(limit), cursor);
  }

  /** What was asked in a rolling window, 30d if none is named, and what came of it. */
  @GET
  @Path("/summary")
  public InvitationSummary summary(
      @QueryParam("window") @Nullable String window,
      @QueryParam("storefront") @Nullable String storefront) {
    var name = window == null ? "30d" : window;
    var length = WINDOWS.get(name);
    if (length == null) {
      throw Refusal.field("/window", "window must be 24h, 7d, 30d or 90d");
    }
    return desk.summary(name, length, desk.storefronts(Words.nameOrNull(storefront, "storefront")));
  }

  @GET
  @Path("/{orderKey}")
  public InvitationView show(@PathParam("orderKey") String orderKey) {
    return desk.show(InvitationDesk.uuid(orderKey, "no invitation is for this order"));
  }

  /** Tells that a letter came back; after HARD its address is not written to again. */
  @POST
  @Path("/bounces")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.LEAD, Role.ADMIN})
  @APIResponse(responseCode = "204", description = "noted")
  @APIResponse(responseCode = "404", description = "no letter of ours is about this")
  public void bounced(Bounce bounce) {
    if (bounce.kind() == null || !bounce.kind().matches("HARD|SOFT")) {
      throw Refusal.field("/kind", "kind must be HARD or SOFT");
    }
    var order = order(bounce);
    var letter = bounce.messageId() == null ? null : LetterId.letter(bounce.messageId());
    desk.bounced(order, letter, bounce.kind().equals("HARD"));
  }

  private static UUID order(Bounce bounce) {
    if ((bounce.messageId() == null) == (bounce.orderKey() == null)) {
      throw Refusal.field("/messageId", "messageId or orderKey must name the letter, not both");
    }
    if (bounce.messageId() != null) {
      var order = LetterId.order(bounce.messageId());
      if (order == null) {
        throw Refusal.field(
            "/messageId", "messageId is none of an invitation's or a reminder's; see docs");
      }
      return order;
    }
    try {
      return UUID.fromString(String.valueOf(bounce.orderKey()));
    } catch (IllegalArgumentException e) {
      throw Refusal.field("/orderKey", "orderKey must be a UUID, as GET /v1/invitations shows it");
    }
  }

  private static @Nullable Collection<String> states(@Nullable String list) {
    if (list == null) {
      return null;
    }
    var known = Arrays.stream(State.values()).map(Enum::name).collect(Collectors.toSet());
    var wanted = new TreeSet<String>();
    for (var state : list.split(",", -1)) {
      if (!known.contains(state.strip())) {
        throw Refusal.field(
            "/state", "state must be of " + String.join(", ", new TreeSet<>(known)));
      }
      wanted.add(state.strip());
    }
    return wanted;
  }
}
