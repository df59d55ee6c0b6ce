package heed.alerting;

import heed.door.Caller;
import heed.door.Role;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is at the door, so that the console can say "mine" and leave out what is not allowed. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class MeResource {
  private final Caller caller;

  MeResource(Caller caller) {
    this.caller = caller;
  }

  /**
   * The caller.
   *
   * @param name as timelines show it, and as cases are assigned to it
   * @param storefronts null for every one
   */
  record Me(String name, List<String> roles, @Nullable Set<String> storefronts) {}

  @GET
  public Me me() {
    var roles =
        Stream.of(Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN)
            .filter(caller::hasRole)
            .toList();
    return new Me(caller.name(), roles, caller.storefronts().orElse(null));
  }
}
