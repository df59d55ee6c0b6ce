package heed.metrics;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether several reviews are displayed, decided at once. */
@Path("/v1/display")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.ANALYST, Role.ADMIN})
public class DisplaysResource {
  private static final int MOST = 500;

  private final DisplayDesk desk;
  private final Caller caller;

  DisplaysResource(DisplayDesk desk, Caller caller) {
    this.desk = desk;
    this.caller = caller;
  }

  record Decisions(
      @Nullable List<@Nullable String> ids, @Nullable String display, @Nullable String reason) {}

  /** Up to 500 at once; what is not there is told, and the others are decided all the same. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public DisplayDesk.Outcome decideAll(Decisions decisions) {
    var ids = decisions.ids();
    if (ids == null || ids.isEmpty() || ids.size() > MOST) {
      throw Refusal.field("/ids", "ids must be a list of 1 to " + MOST + " ids of reviews");
    }
    var distinct = new LinkedHashSet<UUID>();
    for (var i = 0; i < ids.size(); i++) {
      distinct.add(DisplayResource.uuid("ids/" + i, String.valueOf(ids.get(i))));
    }
    var display = Choice.of("display", decisions.display(), DisplayResource.DISPLAYS);
    return desk.decide(
        caller, distinct, display, DisplayResource.reason(display, decisions.reason()));
  }
}
