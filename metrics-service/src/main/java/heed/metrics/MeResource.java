package heed.metrics;

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

/** Who is at the door, so that the dashboard leaves out what is not allowed. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class MeResource {
  private final Caller caller;
  private final LinkSettings links;

  MeResource(Caller caller, LinkSettings links) {
    this.caller = caller;
    this.links = links;
  }

  /**
   * The caller.
   *
   * @param storefronts null for every one
   * @param console where people answer cases; null if it is not told
   */
  record Me(
      String name,
      List<String> roles,
      @Nullable Set<String> storefronts,
      @Nullable String console) {}

  @GET
  public Me me() {
    var roles =
        Stream.of(Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN)
            .filter(caller::hasRole)
            .toList();
    return new Me(
        caller.name(), roles, caller.storefronts().orElse(null), links.console().orElse(null));
  }
}
