package heed.metrics.alarms;

import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Role;
import heed.events.AlarmKind;
import heed.metrics.Choice;
import heed.metrics.CutParameters;
import heed.metrics.Storefronts;
import heed.metrics.Transactions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alarms, newest first. */
@Path("/v1/alarms")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class AlarmsResource {
  private static final Map<String, Optional<Boolean>> STATES = new LinkedHashMap<>();
  private static final Map<String, AlarmKind> KINDS = new LinkedHashMap<>();

  static {
    STATES.put("OPEN", Optional.of(true));
    STATES.put("CLEARED", Optional.of(false));
    STATES.put("ALL", Optional.empty());
    for (var kind : AlarmKind.values()) {
      KINDS.put(kind.name(), kind);
    }
  }

  private final Transactions transactions;
  private final Storefronts storefronts;
  private final Caller caller;
  private final Cursors cursors;

  AlarmsResource(
      Transactions transactions, Storefronts storefronts, Caller caller, Cursors cursors) {
    this.transactions = transactions;
    this.storefronts = storefronts;
    this.caller = caller;
    this.cursors = cursors;
  }

  /**
   * @param state OPEN, CLEARED or ALL; OPEN if it is missing
   * @param product only alarms of this product; if it is missing, of the storefront and of all its
   *     products
   */
  @GET
  public Listing<AlarmAnswer> list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("product") @Nullable String product,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var open = Choice.of("state", state, STATES, Optional.of(true));
    var of = kind == null ? null : Choice.of("kind", kind, KINDS);
    var named = CutParameters.text("product", product);
    var wanted = named == null || named.isEmpty() ? null : named;
    var whose =
        storefronts.of(caller, CutParameters.text("storefront", storefront), wanted != null);
    var most = Page.limit(limit);
    var filters = "alarms " + open + " " + of + " " + whose + " " + wanted;
    var after = AlarmRows.Position.of(cursors.decode(cursor, filters));
    var found =
        transactions.read(
            connection ->
                AlarmRows.list(connection, whose, wanted, of, open.orElse(null), after, most + 1));
    var page = found.subList(0, Math.min(most, found.size()));
    var last = page.isEmpty() ? null : page.getLast();
    return new Listing<>(
        page.stream().map(AlarmAnswer::of).toList(),
        found.size() > most && last != null
            ? cursors.encode(new AlarmRows.Position(last.raisedAt(), last.id()).toString(), filters)
            : null);
  }
}
