package heed.metrics.segments;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import heed.door.Caller;
import heed.door.Refusal;
import heed.door.Role;
import heed.events.Segment;
import heed.metrics.CustomerReviews;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How a customer stands, and why; and all that is known of one who asks. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class CustomersResource {
  private final Transactions transactions;
  private final Caller caller;
  private final CustomerReviews reviews;
  private final ObjectMapper json;
  private final boolean consentRequired;
  private final SegmentDecider decider = new SegmentDecider();

  CustomersResource(
      Transactions transactions,
      Caller caller,
      CustomerReviews reviews,
      ObjectMapper json,
      SegmentSettings settings) {
    this.transactions = transactions;
    this.caller = caller;
    this.reviews = reviews;
    this.json = json;
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

  /**
   * Everything of one customer as a file (articles 15 and 20 of the GDPR); of one who is not known,
   * or was erased, one without reviews. alerting-service answers the same path with its cases.
   * Whoever keeps an audit writes it down here.
   */
  @GET
  @Path("{id}/export")
  @RolesAllowed({Role.LEAD, Role.ADMIN})
  @Operation(summary = "Export what is known of a customer: reviews, segment, what is displayed")
  public Response export(
      @PathParam("id") String id, @QueryParam("storefront") @Nullable String storefront) {
    var customer = String.valueOf(CutParameters.text("id", id));
    var whose = caller.storefront(CutParameters.text("storefront", storefront));
    StreamingOutput file = to -> write(new Key(whose, customer), to);
    return Response.ok(file)
        .header("Content-Disposition", "attachment; filename=\"heed-customer-reviews.json\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  private void write(Key customer, OutputStream to) throws IOException {
    try (var out = json.createGenerator(to)) {
      // what fails half-way must not look whole
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
      out.writeStartObject();
      out.writeStringField("service", "metrics-service");
      out.writeStringField("storefront", customer.storefront());
      out.writeStringField("customerId", customer.customerId());
      out.writePOJOField("exportedAt", transactions.read(SegmentKeeper::now));
      var segment = transactions.read(c -> Optional.ofNullable(known(c, customer)));
      out.writePOJOField("segment", segment.orElse(null));
      out.writeArrayFieldStart("reviews");
      reviews.write(out, customer.storefront(), customer.customerId());
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private SegmentAnswer answer(Connection connection, Key customer) throws SQLException {
    var known = known(connection, customer);
    if (known == null) {
      throw Refusal.notFound("there is no review by this customer; he may have been erased");
    }
    return known;
  }

  /** Decided as of now, whatever is still waiting to be written down; null without a review. */
  private @Nullable SegmentAnswer known(Connection connection, Key customer) throws SQLException {
    var reviews = SeenRows.of(connection, List.of(customer)).get(customer);
    if (reviews == null) {
      return null;
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
