package heed.metrics;

import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Page;
import heed.door.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rolling KPIs, as numbers, as series and compared. */
@Path("/v1/kpis")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class KpisResource {
  private static final Map<String, Boolean> COMPARE = Map.of("previous", true);

  private final Kpis kpis;
  private final Storefronts storefronts;
  private final Zones zones;
  private final Caller caller;
  private final Cursors cursors;

  KpisResource(Kpis kpis, Storefronts storefronts, Zones zones, Caller caller, Cursors cursors) {
    this.kpis = kpis;
    this.storefronts = storefronts;
    this.zones = zones;
    this.caller = caller;
    this.cursors = cursors;
  }

  /**
   * A KPI over time.
   *
   * @param zone by whose clock the steps begin
   */
  record Series(String window, String kpi, String step, String zone, List<Kpis.Point> points) {}

  /** A KPI by the values of a dimension, most counted first. */
  record Comparison(
      String window,
      String kpi,
      String dimension,
      List<Kpis.Compared> items,
      @Nullable String nextCursor) {}

  @GET
  public KpiAnswer kpis(
      @QueryParam("window") @Nullable String window,
      @QueryParam("compare") @Nullable String compare,
      @BeanParam CutParameters cut) {
    var length = Window.of(window);
    var withPrevious = Choice.of("compare", compare, COMPARE, false);
    var meant = cut.of(caller, storefronts);
    return withPrevious ? kpis.comparedToPrevious(meant, length) : kpis.of(meant, length);
  }

  @GET
  @Path("series")
  public Series series(
      @QueryParam("kpi") @Nullable String kpi,
      @QueryParam("window") @Nullable String window,
      @QueryParam("step") @Nullable String step,
      @QueryParam("zone") @Nullable String zone,
      @BeanParam CutParameters cut) {
    var which = Kpi.of(kpi);
    var length = Window.of(window);
    var steps = Step.of(step, length);
    var meant = cut.of(caller, storefronts);
    var clock = zones.of(zone, meant.storefronts());
    var points = kpis.series(meant, which, length, steps, clock);
    return new Series(length.label(), which.label(), steps.label(), clock.getId(), points);
  }

  @GET
  @Path("by/{dimension}")
  public Comparison by(
      @PathParam("dimension") String dimension,
      @QueryParam("kpi") @Nullable String kpi,
      @QueryParam("window") @Nullable String window,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @BeanParam CutParameters cut) {
    var by = Dimension.of(dimension);
    var which = Kpi.of(kpi);
    var length = Window.of(window);
    var most = Page.limit(limit);
    var meant = cut.of(caller, storefronts);
    var filters =
        String.join(" ", "by", by.column(), which.label(), length.label(), meant.toString());
    var after = Position.of(cursors.decode(cursor, filters));
    var items =
        kpis.by(meant, by, which, length).stream()
            .filter(item -> after == null || after.isBefore(item))
            .limit(most + 1L)
            .toList();
    var more = items.size() > most;
    var page = more ? items.subList(0, most) : items;
    return new Comparison(
        length.label(),
        which.label(),
        by.column(),
        page,
        more ? cursors.encode(Position.after(page.getLast()), filters) : null);
  }

  /** Where a page of a comparison ended. */
  private record Position(long n, String key) {
    static @Nullable Position of(@Nullable String told) {
      if (told == null) {
        return null;
      }
      var space = told.indexOf(' ');
      return new Position(Long.parseLong(told.substring(0, space)), told.substring(space + 1));
    }

    static String after(Kpis.Compared item) {
      return item.n() + " " + (item.key() == null ? "" : item.key());
    }

    boolean isBefore(Kpis.Compared item) {
      var other = item.key() == null ? "" : item.key();
      return item.n() < n || (item.n() == n && other.compareTo(key) > 0);
    }
  }
}
