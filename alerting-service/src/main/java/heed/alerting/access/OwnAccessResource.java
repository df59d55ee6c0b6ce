package heed.alerting.access;

import static java.util.Objects.requireNonNull;

import heed.door.Caller;
import heed.door.SessionDoor;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What everybody may do to his own sign-in. */
@Path("/v1/access/me")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class OwnAccessResource {
  private final SignInDesk desk;
  private final SessionDoor door;
  private final Caller caller;

  OwnAccessResource(SignInDesk desk, SessionDoor door, Caller caller) {
    this.desk = desk;
    this.door = door;
    this.caller = caller;
  }

  /**
   * @param current the password that holds
   * @param password the one that is to
   */
  record NewPassword(@Nullable String current, @Nullable String password) {}

  /** Sets another password; every session is over, and this browser gets a new one. */
  @POST
  @Path("/password")
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(responseCode = "204", description = "set")
  @APIResponse(responseCode = "409", description = "the caller has no password here")
  public void password(NewPassword given, @Context HttpServerRequest request) {
    var self = requireNonNull(caller.holder());
    var current = SignInResource.said(given.current(), "current");
    door.open(desk.change(self, current, given.password(), Address.of(request)), request);
  }

  /** Ends all sessions of the caller, in every browser and at every service. */
  @POST
  @Path("/end-sessions")
  @APIResponse(responseCode = "204", description = "ended")
  @APIResponse(responseCode = "409", description = "the sessions of the caller come from elsewhere")
  public void endSessions(@Context HttpServerRequest request) {
    desk.endSessions(requireNonNull(caller.holder()));
    door.close(request);
  }
}
