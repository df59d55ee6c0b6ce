package heed.door;

import io.vertx.ext.web.Router;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where pages are, {@code /sign-in} is one of them, and is told how one signs in here. */
@Path("/sign-in/ways")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class SignInWays {
  private final boolean password;
  private final Optional<String> console;

  SignInWays(
      @ConfigProperty(name = "heed.sign-in.password", defaultValue = "false") boolean password,
      @ConfigProperty(name = "heed.links.console") Optional<String> console) {
    this.password = password;
    this.console = console;
  }

  /**
   * @param password true if people sign in here with their name and password
   * @param at where they do otherwise; null if it is not told
   */
  record Ways(boolean password, @Nullable String at) {}

  @GET
  @Operation(hidden = true)
  public Ways ways() {
    return new Ways(password, password ? null : console.orElse(null));
  }

  void page(@Observes Router router) {
    router.get("/sign-in").handler(context -> context.reroute("/look/sign-in.html"));
  }
}
