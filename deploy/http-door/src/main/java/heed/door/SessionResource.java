package heed.door;

import static java.util.Objects.requireNonNull;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Swaps a key for a cookie that scripts cannot read, for browsers. */
@Path("/session")
@Authenticated
public class SessionResource {
  private final Sessions sessions;
  private final Caller caller;

  SessionResource(Sessions sessions, Caller caller) {
    this.sessions = sessions;
    this.caller = caller;
  }

  /** Opens a session of twelve hours for the holder of the key in the Authorization header. */
  @POST
  @APIResponse(responseCode = "204", description = "the cookie is set")
  public Response open(@Context UriInfo uri) {
    return answer(
        uri, sessions.open(requireNonNull(caller.holder())), (int) Sessions.LENGTH.toSeconds());
  }

  /** Ends the browser's session. */
  @DELETE
  @APIResponse(responseCode = "204", description = "the cookie is gone")
  public Response close(@Context UriInfo uri) {
    return answer(uri, "", 0);
  }

  private static Response answer(UriInfo uri, String value, int seconds) {
    return Response.noContent()
        .cookie(
            new NewCookie.Builder(Sessions.COOKIE)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure("https".equals(uri.getRequestUri().getScheme()))
                .sameSite(NewCookie.SameSite.STRICT)
                .build())
        .header("Cache-Control", "no-store")
        .build();
  }
}
