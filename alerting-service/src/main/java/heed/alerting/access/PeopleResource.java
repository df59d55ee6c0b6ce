package heed.alerting.access;

import heed.door.Listing;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The people who sign in here: invited, changed, disabled, removed. */
@Path("/v1/access/people")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.ADMIN)
public class PeopleResource {
  private final AccessDesk desk;
  private final Listed listed;
  private final Optional<URI> console;

  PeopleResource(
      AccessDesk desk,
      Listed listed,
      @ConfigProperty(name = "heed.links.console") Optional<URI> console) {
    this.desk = desk;
    this.listed = listed;
    this.console = console;
  }

  /**
   * @param storefronts missing: those of the caller; "*" in it: every one
   * @param teams as storefronts
   */
  record NewPerson(
      @Nullable String name,
      @Nullable List<String> storefronts,
      @Nullable List<String> roles,
      @Nullable List<String> teams) {}

  /** What is missing stays as it is. */
  record PersonChange(
      @Nullable List<String> storefronts,
      @Nullable List<String> roles,
      @Nullable List<String> teams,
      @Nullable Boolean disabled) {}

  @GET
  public Listing<PersonView> list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    return listed.page(AccessDesk.PERSON, limit, cursor, PersonView::of);
  }

  @GET
  @Path("/{id}")
  public PersonView show(@PathParam("id") String id) {
    return PersonView.of(desk.one(AccessDesk.PERSON, id));
  }

  /** Somebody new; the link by which he sets his password is in this answer only. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "201",
      description = "who was invited, with the link",
      content = @Content(schema = @Schema(implementation = PersonView.class)))
  @APIResponse(responseCode = "409", description = "the name is taken")
  public Response invite(NewPerson person, @Context UriInfo uri) {
    var name = Handle.name(person.name());
    var grant = desk.wished(person.storefronts(), person.roles(), person.teams());
    var made = desk.invite(name, grant);
    return secret(Response.status(201), made, uri);
  }

  /** Another link, for somebody who lost the one before or forgot his password. */
  @POST
  @Path("/{id}/invite")
  @APIResponse(
      responseCode = "200",
      description = "who was invited, with the link",
      content = @Content(schema = @Schema(implementation = PersonView.class)))
  @APIResponse(responseCode = "409", description = "it cannot be done")
  public Response inviteAgain(@PathParam("id") String id, @Context UriInfo uri) {
    return secret(Response.ok(), desk.inviteAgain(id), uri);
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      description = "as it is now",
      content = @Content(schema = @Schema(implementation = PersonView.class)))
  @APIResponse(responseCode = "409", description = "nobody changes what he himself may")
  public PersonView change(@PathParam("id") String id, PersonChange change) {
    return PersonView.of(
        desk.change(
            id,
            before -> Wishes.read(change.storefronts(), change.roles(), change.teams(), before),
            change.disabled()));
  }

  /** He is let in no more, within seconds at every service. */
  @DELETE
  @Path("/{id}")
  @APIResponse(responseCode = "204", description = "removed")
  @APIResponse(responseCode = "409", description = "nobody shuts himself out")
  public void remove(@PathParam("id") String id) {
    desk.remove(AccessDesk.PERSON, id);
  }

  private Response secret(Response.ResponseBuilder answer, AccessDesk.Made made, UriInfo uri) {
    return answer
        .header("Cache-Control", "no-store")
        .entity(PersonView.of(made, console.orElseGet(uri::getBaseUri)))
        .build();
  }
}
