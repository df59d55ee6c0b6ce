package heed.door;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A resource as the services have them, to try the door with. */
@Path("/v1/trials")
@Authenticated
public class TrialResource {
  record Trial(
      @Nullable String name,
      @Nullable Integer count,
      @Nullable Instant at,
      @Nullable List<Trial> parts) {
    Trial {
      if (count != null && count > 5) {
        throw new IllegalArgumentException("count is " + count + ", must be 0 to 5");
      }
    }
  }

  static final Semaphore HELD = new Semaphore(0);

  private final Caller caller;
  private final Cursors cursors;

  TrialResource(Caller caller, Cursors cursors) {
    this.caller = caller;
    this.cursors = cursors;
  }

  @POST
  public Trial echo(Trial trial) {
    return trial;
  }

  @GET
  public Listing<String> list(
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("q") @Nullable String q) {
    var position = cursors.decode(cursor, "q=" + q);
    return new Listing<>(
        List.of(String.valueOf(position), String.valueOf(Page.limit(limit))),
        cursors.encode("here", "q=" + q));
  }

  @GET
  @Path("/storefront")
  public List<String> storefront(@QueryParam("storefront") @Nullable String storefront) {
    return List.of(caller.storefront(storefront));
  }

  @GET
  @Path("/admin")
  @RolesAllowed(Role.ADMIN)
  public List<String> admin() {
    return List.of(caller.name());
  }

  /** Is answered when the test says so. */
  @GET
  @Path("/held")
  public String held() throws InterruptedException {
    HELD.acquire();
    return "at last";
  }

  /** The same, for anybody. */
  @GET
  @Path("/open")
  @PermitAll
  public String open() throws InterruptedException {
    HELD.acquire();
    return "at last";
  }

  /** Begins, and does not end by itself. */
  @GET
  @Path("/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public Multi<String> events() {
    return Multi.createBy()
        .concatenating()
        .streams(Multi.createFrom().item("begun"), Multi.createFrom().nothing());
  }

  @GET
  @Path("/holder")
  public @Nullable Holder holder() {
    return caller.holder();
  }

  @GET
  @Path("/fault")
  public String fault() {
    throw new IllegalStateException("secret inner state");
  }
}
