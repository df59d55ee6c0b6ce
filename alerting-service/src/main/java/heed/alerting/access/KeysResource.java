package heed.alerting.access;

import heed.door.Listing;
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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The keys of programs: made, listed, rotated, revoked. */
@Path("/v1/access/keys")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
public class KeysResource {
  private final AccessDesk desk;
  private final Listed listed;

  KeysResource(AccessDesk desk, Listed listed) {
    this.desk = desk;
    this.listed = listed;
  }

  /**
   * @param storefronts missing: those of the caller; "*" in it: every one
   * @param teams as storefronts
   * @param expiresAt missing for never
   */
  record NewKey(
      @Nullable String name,
      @Nullable List<String> storefronts,
      @Nullable List<String> roles,
      @Nullable List<String> teams,
      @Nullable Instant expiresAt) {}

  /**
   * @param overlap how long the key before opens as well: PT0S to P30D, PT24H if missing
   */
  record Rotation(@Nullable String overlap) {}

  @GET
  public Listing<KeyView> list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    return listed.page(AccessDesk.KEY, limit, cursor, KeyView::of);
  }

  @GET
  @Path("/{id}")
  public KeyView show(@PathParam("id") String id) {
    return KeyView.of(desk.one(AccessDesk.KEY, id));
  }

  /** A new key; its secret is in this answer and never told again. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "201",
      description = "the key, with its secret",
      content = @Content(schema = @Schema(implementation = KeyView.class)))
  @APIResponse(responseCode = "409", description = "the name is taken")
  public Response make(NewKey key) {
    var name = Handle.name(key.name());
    var grant = desk.wished(key.storefronts(), key.roles(), key.teams());
    var made = desk.makeKey(name, grant, key.expiresAt());
    return Response.status(201)
        .header("Cache-Control", "no-store")
        .entity(KeyView.of(made))
        .build();
  }

  /** Another secret for the same key, told this once. */
  @POST
  @Path("/{id}/rotate")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "the key, with its new secret",
      content = @Content(schema = @Schema(implementation = KeyView.class)))
  @APIResponse(responseCode = "409", description = "the key has expired")
  public Response rotate(@PathParam("id") String id, Rotation rotation) {
    var rotated = desk.rotate(id, overlap(rotation.overlap()));
    return Response.ok(KeyView.of(rotated)).header("Cache-Control", "no-store").build();
  }

  /** It opens nothing any more, within seconds at every service. */
  @DELETE
  @Path("/{id}")
  @APIResponse(responseCode = "204", description = "revoked")
  @APIResponse(responseCode = "409", description = "nobody shuts himself out")
  public void revoke(@PathParam("id") String id) {
    desk.remove(AccessDesk.KEY, id);
  }

  private static @Nullable Duration overlap(@Nullable String overlap) {
    try {
      return overlap == null ? null : Duration.parse(overlap);
    } catch (DateTimeException e) {
      throw Refusal.field("/overlap", "overlap must be a duration such as PT24H, PT0S to P30D");
    }
  }
}
