package heed.alerting.telling;

import heed.alerting.Sight;
import heed.alerting.Transactions;
import heed.door.Caller;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is out of the ordinary at the moment, for the desk. Whoever wants the past or the limits
 * asks metrics-service, which raises them.
 */
@Path("/v1/open-alarms")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class AlarmsResource {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final Caller caller;

  AlarmsResource(Transactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  /** The alarms that are open, the newest first, 200 at most. */
  @GET
  public OpenAlarms.Open open(@QueryParam("storefront") @Nullable String storefront) {
    var sight = Sight.of(caller, storefront);
    return transactions.answer(
        LIMIT, connection -> OpenAlarms.read(connection, sight.storefronts()));
  }
}
