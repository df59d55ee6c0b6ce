package heed.metrics;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import heed.metrics.LatestReview.Display;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a review is displayed, as people decide it. */
@Path("/v1/reviews/{id}/display")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.ANALYST, Role.ADMIN})
public class DisplayResource {
  static final Map<String, Display> DISPLAYS = new LinkedHashMap<>();
  private static final int LONGEST = 500;

  static {
    for (var display : Display.values()) {
      DISPLAYS.put(display.name(), display);
    }
  }

  private final DisplayDesk desk;
  private final Caller caller;

  DisplayResource(DisplayDesk desk, Caller caller) {
    this.desk = desk;
    this.caller = caller;
  }

  record Decision(@Nullable String display, @Nullable String reason) {}

  /** How a review is displayed, why, and all that was decided about it. */
  @GET
  @RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
  public DisplayDesk.Shown show(@PathParam("id") String id) {
    return desk.show(caller, uuid("id", id));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public DisplayDesk.Shown decide(@PathParam("id") String id, Decision decision) {
    var display = Choice.of("display", decision.display(), DISPLAYS);
    return desk.decide(caller, uuid("id", id), display, reason(display, decision.reason()));
  }

  /**
   * What was said, stripped.
   *
   * @throws Refusal 400 if it is missing where it must be there, or cannot be kept
   */
  static @Nullable String reason(Display display, @Nullable String reason) {
    var said = reason == null || reason.isBlank() ? null : reason.strip();
    if (said == null && display == Display.HIDDEN) {
      throw Refusal.field(
          "/reason", "reason is missing; whoever hides a review says why, and it is kept");
    }
    if (said != null
        && (said.length() > LONGEST || said.chars().anyMatch(Character::isISOControl))) {
      throw Refusal.field(
          "/reason",
          "reason must be at most " + LONGEST + " characters without control characters");
    }
    return said;
  }

  static UUID uuid(String pointer, String id) {
    if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw Refusal.field("/" + pointer, "id must be a UUID");
    }
    return UUID.fromString(id);
  }
}
