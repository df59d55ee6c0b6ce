package heed.alerting;

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

/** What lies on whom at the moment. */
@Path("/v1/load")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class LoadResource {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final Caller caller;

  LoadResource(Transactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  /** The live cases by team and by person, with the one that has waited longest. */
  @GET
  public Load load(@QueryParam("storefront") @Nullable String storefront) {
    var storefronts = CaseQuery.visible(caller, storefront);
    return transactions.answer(LIMIT, connection -> Load.read(connection, storefronts));
  }
}
