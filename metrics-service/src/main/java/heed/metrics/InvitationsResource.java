package heed.metrics;

import heed.door.Caller;
import heed.door.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of invitations, by the day in which they were sent. */
@Path("/v1/kpis/invitations")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class InvitationsResource {
  private static final Duration DAY = Duration.ofDays(1);

  private final Transactions transactions;
  private final Storefronts storefronts;
  private final Caller caller;

  InvitationsResource(Transactions transactions, Storefronts storefronts, Caller caller) {
    this.transactions = transactions;
    this.storefronts = storefronts;
    this.caller = caller;
  }

  /**
   * The days of a window.
   *
   * @param step 1d, always
   * @param zone by whose clock they begin
   */
  record Days(String window, String step, String zone, List<Day> points) {}

  /**
   * Those of whom the first letter was sent in a day; the first and the last day are cut off by the
   * window.
   *
   * @param from the beginning of the day, included
   * @param to its end, not included
   */
  record Day(
      Instant from,
      Instant to,
      long sent,
      InvitationKpi.Part reminded,
      InvitationKpi.Part opened,
      InvitationKpi.Part answered,
      InvitationKpi.Part declined,
      InvitationKpi.Part bounced) {
    static Day of(Instant from, InvitationCounts counts) {
      var kpi = InvitationKpi.of(counts);
      return new Day(
          from,
          from.plus(DAY),
          kpi.sent(),
          kpi.reminded(),
          kpi.opened(),
          kpi.answered(),
          kpi.declined(),
          kpi.bounced());
    }
  }

  @GET
  public Days days(
      @QueryParam("window") @Nullable String window, @BeanParam CutParameters parameters) {
    var length = Window.of(window);
    var cut = parameters.of(caller, storefronts);
    return transactions.read(
        connection -> {
          var to = ServerTime.now(connection);
          var from = to.minus(length.length());
          var sums = InvitationSums.byDay(connection, cut, from, to);
          var days = new ArrayList<Day>();
          for (var day = from.truncatedTo(ChronoUnit.DAYS); !day.isAfter(to); day = day.plus(DAY)) {
            days.add(Day.of(day, sums.getOrDefault(day, InvitationCounts.NONE)));
          }
          return new Days(length.label(), "1d", "UTC", days);
        });
  }
}
