package heed.alerting;

import heed.door.Caller;
import heed.door.Holder;
import heed.door.Role;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Who is at the door, so that the console can say "mine" and leave out what is not allowed. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
public class MeResource {
  private final Caller caller;
  private final Optional<String> dashboard;
  private final Optional<String> sources;

  MeResource(
      Caller caller,
      @ConfigProperty(name = "heed.links.dashboard") Optional<String> dashboard,
      @ConfigProperty(name = "heed.links.sources") Optional<String> sources) {
    this.caller = caller;
    this.dashboard = dashboard;
    this.sources = sources;
  }

  /**
   * The caller.
   *
   * @param name as timelines show it, and as cases are assigned to it
   * @param person true for somebody who signs in; false for a key
   * @param storefronts null for every one
   * @param teams whose cases are shown; null for every one
   * @param dashboard where the KPIs are shown; null if it is not told
   * @param sources the service whose page of sources an admin may see; null if it is not told
   */
  record Me(
      String name,
      boolean person,
      List<String> roles,
      @Nullable Set<String> storefronts,
      @Nullable Set<String> teams,
      @Nullable String dashboard,
      @Nullable String sources) {}

  @GET
  public Me me() {
    var roles =
        Stream.of(Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN)
            .filter(caller::hasRole)
            .toList();
    var holder = caller.holder();
    var person = holder != null && holder.kind() == Holder.Kind.PERSON;
    return new Me(
        caller.name(),
        person,
        roles,
        caller.storefronts().orElse(null),
        caller.teams().orElse(null),
        dashboard.orElse(null),
        caller.hasRole(Role.ADMIN) ? sources.orElse(null) : null);
  }
}
