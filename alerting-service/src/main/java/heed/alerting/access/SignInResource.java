package heed.alerting.access;

import heed.alerting.Words;
import heed.door.Refusal;
import heed.door.SessionDoor;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where people begin: by name and password, or by an invitation. */
@Path("/sign-in")
@Blocking
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class SignInResource {
  private static final int LONGEST = 400;

  private final SignInDesk desk;
  private final SessionDoor door;
  private final boolean open;

  SignInResource(
      SignInDesk desk,
      SessionDoor door,
      @ConfigProperty(name = "heed.sign-in.password", defaultValue = "false") boolean open) {
    this.desk = desk;
    this.door = door;
    this.open = open;
  }

  record SignIn(@Nullable String name, @Nullable String password) {}

  record Acceptance(@Nullable String token, @Nullable String password) {}

  /** Opens a session for whoever knows both. */
  @POST
  @Operation(hidden = true)
  public void signIn(SignIn given, @Context HttpServerRequest request) {
    refuseWhereClosed();
    SessionDoor.refuseForeign(request);
    var name = Words.text(said(given.name(), "name"), "name");
    var password = said(given.password(), "password");
    door.open(desk.signIn(name, password, Address.of(request)), request);
  }

  /** Sets the password of whoever was invited, and opens a session. */
  @POST
  @Operation(hidden = true)
  @Path("/invitation")
  public void accept(Acceptance given, @Context HttpServerRequest request) {
    refuseWhereClosed();
    SessionDoor.refuseForeign(request);
    var token = said(given.token(), "token");
    door.open(desk.accept(token, given.password(), Address.of(request)), request);
  }

  private void refuseWhereClosed() {
    if (!open) {
      throw Refusal.notFound("nobody signs in with a password here; /sign-in/ways says how");
    }
  }

  static String said(@Nullable String text, String field) {
    if (text == null || text.isEmpty() || text.length() > LONGEST) {
      throw Refusal.field("/" + field, field + " must be 1 to " + LONGEST + " characters");
    }
    return text;
  }
}
