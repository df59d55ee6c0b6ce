package heed.alerting;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How well the promise is kept. */
@Path("/v1/sla")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class SlaResource {
  private static final Map<String, Duration> WINDOWS =
      Map.of(
          "24h", Duration.ofHours(24),
          "7d", Duration.ofDays(7),
          "30d", Duration.ofDays(30),
          "90d", Duration.ofDays(90));

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Transactions transactions;
  private final Caller caller;

  SlaResource(Transactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  /** Attainment and times to answer over a rolling window, 30d if none is named. */
  @GET
  public SlaReport report(
      @QueryParam("window") @Nullable String window,
      @QueryParam("storefront") @Nullable String storefront) {
    var name = window == null ? "30d" : window;
    var length = WINDOWS.get(name);
    if (length == null) {
      throw Refusal.field("/window", "window must be 24h, 7d, 30d or 90d");
    }
    var sight = Sight.of(caller, storefront);
    return transactions.answer(LIMIT, c -> SlaReport.read(c, name, length, sight));
  }
}
