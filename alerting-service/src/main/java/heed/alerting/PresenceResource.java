package heed.alerting;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** "Anna is also looking at this case": said here, told to the others as the event presence. */
@Path("/v1/cases/{id}/presence")
@Blocking
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ADMIN})
public class PresenceResource {
  private final Presence presence;
  private final Caller caller;

  PresenceResource(Presence presence, Caller caller) {
    this.presence = presence;
    this.caller = caller;
  }

  /**
   * A sign of life.
   *
   * @param window made by the client, one per browser window
   */
  record Beat(@Nullable UUID window, Presence.@Nullable Doing doing) {}

  /** Says that a window is on the case, for the next twenty seconds. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public void beat(@PathParam("id") String id, Beat beat) {
    var window = beat.window();
    if (window == null) {
      throw Refusal.field("/window", "window is missing; make a UUID per window and keep it");
    }
    var doing = beat.doing() == null ? Presence.Doing.LOOKING : beat.doing();
    if (!presence.beat(CasesResource.uuid(id), window, caller.name(), doing, Sight.of(caller))) {
      throw Refusal.notFound("no case has this id");
    }
  }

  /** Says that the window has left. */
  @DELETE
  @Path("/{window}")
  public void leave(@PathParam("id") String id, @PathParam("window") String window) {
    presence.leave(CasesResource.uuid(id), CasesResource.uuid(window), caller.name());
  }
}
