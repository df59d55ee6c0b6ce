package heed.metrics.segments;

import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import heed.events.Segment;
import heed.metrics.CutParameters;
import heed.metrics.Transactions;
import heed.metrics.segments.SegmentRows.Key;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a customer stands, and why. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class CustomersResource {
  private final Transactions transactions;
  private final Caller caller;
  private final boolean consentRequired;
  private final SegmentDecider decider = new SegmentDecider();

  CustomersResource(Transactions transactions, Caller caller, SegmentSettings settings) {
    this.transactions = transactions;
    this.caller = caller;
    this.consentRequired = settings.consentRequired();
  }

  /**
   * A customer's segment.
   *
   * @param segment null for none
   * @param since when he came into it; null while that is being written down
   * @param why the rules that put him there, with their evidence
   * @param reviews how many of his were looked at
   * @param toldToOthers whether events of it leave
   */
  record SegmentAnswer(
      String storefront,
      String customerId,
      @Nullable Segment segment,
      @Nullable Instant since,
      List<Reason> why,
      int reviews,
      Consent consent,
      boolean toldToOthers) {}

  @GET
  @Path("{id}/segment")
  public SegmentAnswer segment(
      @PathParam("id") String id, @QueryParam("storefront") @Nullable String storefront) {
    var customer = String.valueOf(CutParameters.text("id", id));
    var whose = caller.storefront(CutParameters.text("storefront", storefront));
    return transactions.read(connection -> answer(connection, new Key(whose, customer)));
  }

  /** Decided as of now, whatever is still waiting to be written down. */
  private SegmentAnswer answer(Connection connection, Key customer) throws SQLException {
    var reviews = SeenRows.of(connection, List.of(customer)).get(customer);
    if (reviews == null) {
      throw Refusal.notFound("there is no review by this customer; he may have been erased");
    }
    var standing = decider.decide(reviews, SegmentKeeper.now(connection));
    var row = SegmentRows.find(connection, customer).orElse(null);
    var consent = Consent.of(reviews, row == null ? null : row.refusedAt());
    return new SegmentAnswer(
        customer.storefront(),
        customer.customerId(),
        standing.segment(),
        row != null && row.segment() == standing.segment() ? row.since() : null,
        standing.why(),
        reviews.size(),
        consent,
        consent.allows(consentRequired));
  }
}
