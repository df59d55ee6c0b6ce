package heed.metrics;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What customers name: how often, with what effect on the rating, and in which words. */
@Path("/v1/causes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class CausesResource {
  private static final int MOST_QUOTES = 10;
  private static final int USUAL_QUOTES = 3;
  private static final Map<String, Boolean> COMPARED = Map.of("previous", true);
  private static final Map<String, Causes.Order> ORDERS = new LinkedHashMap<>();

  static {
    ORDERS.put("count", Causes.Order.COUNT);
    ORDERS.put("effect", Causes.Order.EFFECT);
  }

  private final Causes causes;
  private final Storefronts storefronts;
  private final Caller caller;

  CausesResource(Causes causes, Storefronts storefronts, Caller caller) {
    this.causes = causes;
    this.storefronts = storefronts;
    this.caller = caller;
  }

  @GET
  public CausesAnswer causes(
      @QueryParam("window") @Nullable String window,
      @QueryParam("compare") @Nullable String compare,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("quotes") @Nullable String quotes,
      @BeanParam CutParameters cut) {
    var length = Window.of(window);
    var compared = Choice.of("compare", compare, COMPARED, false);
    var order = Choice.of("sort", sort, ORDERS, Causes.Order.COUNT);
    var most = quotes(quotes);
    return causes.of(cut.of(caller, storefronts), length, compared, order, most);
  }

  private static int quotes(@Nullable String told) {
    if (told == null) {
      return USUAL_QUOTES;
    }
    if (told.matches("[0-9]{1,2}") && Integer.parseInt(told) <= MOST_QUOTES) {
      return Integer.parseInt(told);
    }
    throw Refusal.field("/quotes", "quotes must be a whole number from 0 to " + MOST_QUOTES);
  }
}
