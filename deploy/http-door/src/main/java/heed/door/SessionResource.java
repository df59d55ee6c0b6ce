package heed.door;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Swaps a key for a cookie that scripts cannot read, for browsers. */
@Path("/session")
@Authenticated
public class SessionResource {
  private final SessionDoor door;
  private final Caller caller;

  SessionResource(SessionDoor door, Caller caller) {
    this.door = door;
    this.caller = caller;
  }

  /**
   * Opens a session for the holder of the key in the Authorization header. A cookie opens none: its
   * session would never be over.
   */
  @POST
  @APIResponse(responseCode = "204", description = "the cookie is set")
  @APIResponse(responseCode = "409", description = "there is no key, only a session")
  public void open(@Context HttpServerRequest request) {
    if (!request.headers().contains(HttpHeaders.AUTHORIZATION)) {
      throw Refusal.status(
          409, "a session is opened with a key; send it as \"Authorization: Bearer <key>\"");
    }
    door.open(requireNonNull(caller.holder()), request);
  }

  /** Ends the browser's session. */
  @DELETE
  @APIResponse(responseCode = "204", description = "the cookie is gone")
  public void close(@Context HttpServerRequest request) {
    door.close(request);
  }
}
