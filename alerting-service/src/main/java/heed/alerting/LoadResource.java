package heed.alerting;

import heed.door.Caller;
import heed.door.Role;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What lies on whom at the moment. */
@ApplicationScoped
@Path("/v1/load")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class LoadResource {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Every open console asks when something happens; the database is asked this often at most. */
  private static final long KEPT = Duration.ofSeconds(1).toNanos();

  private static final int MOST = 500;

  private final Transactions transactions;
  private final Caller caller;
  private final Map<Sight, Kept> kept = new ConcurrentHashMap<>();

  private record Kept(long at, Load load) {}

  LoadResource(Transactions transactions, Caller caller) {
    this.transactions = transactions;
    this.caller = caller;
  }

  /** The live cases by team and by person, with the one that has waited longest. */
  @GET
  public Load load(@QueryParam("storefront") @Nullable String storefront) {
    var sight = Sight.of(caller, storefront);
    return roomFor(sight) ? kept(sight) : read(sight).load();
  }

  /** Anything may be named as a storefront, so there is an end to what is kept. */
  private boolean roomFor(Sight sight) {
    if (kept.size() >= MOST && !kept.containsKey(sight)) {
      kept.values().removeIf(one -> !fresh(one));
    }
    return kept.size() < MOST || kept.containsKey(sight);
  }

  private Load kept(Sight sight) {
    return kept.compute(sight, (key, before) -> fresh(before) ? before : read(key)).load();
  }

  private static boolean fresh(@Nullable Kept kept) {
    return kept != null && System.nanoTime() - kept.at() < KEPT;
  }

  private Kept read(Sight sight) {
    var at = System.nanoTime();
    return new Kept(at, transactions.answer(LIMIT, connection -> Load.read(connection, sight)));
  }
}
