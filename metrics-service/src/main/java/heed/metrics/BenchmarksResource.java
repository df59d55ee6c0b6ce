package heed.metrics;

import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import heed.events.Rating;
import heed.metrics.Benchmark.Period;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Ratings of competitors, told by who has seen them. */
@Path("/v1/benchmarks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class BenchmarksResource {
  private final BenchmarkRows rows;
  private final Caller caller;
  private final Cursors cursors;
  private final Clock clock = Clock.systemUTC();

  BenchmarksResource(BenchmarkRows rows, Caller caller, Cursors cursors) {
    this.rows = rows;
    this.caller = caller;
    this.cursors = cursors;
  }

  record PutRequest(
      BenchmarkBody.@Nullable Span period,
      @Nullable Map<String, @Nullable Long> distribution,
      Rating.@Nullable Scale scale,
      @Nullable String source,
      @Nullable String product) {}

  /**
   * As it is kept.
   *
   * @param n ratings
   */
  record Told(
      String storefront,
      String competitor,
      @Nullable String product,
      Period period,
      Rating.Scale scale,
      Map<String, Long> distribution,
      long n,
      @Nullable String source,
      Instant toldAt,
      String toldBy) {
    static Told of(Benchmark b) {
      var shown = new LinkedHashMap<String, Long>();
      for (var value = b.scale().min(); value <= b.scale().max(); value++) {
        shown.put(Integer.toString(value), b.distribution().of(value));
      }
      return new Told(
          b.storefront(),
          b.competitor(),
          b.product(),
          b.period(),
          b.scale(),
          shown,
          b.distribution().n(),
          b.source(),
          b.toldAt(),
          b.toldBy());
    }
  }

  /** Tells the ratings of a period, or tells them otherwise; the same again changes nothing. */
  @PUT
  @Path("/{competitor}")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Role.LEAD, Role.ANALYST, Role.ADMIN})
  @APIResponse(
      responseCode = "200",
      description = "told otherwise",
      content = @Content(schema = @Schema(implementation = Told.class)))
  @APIResponse(
      responseCode = "201",
      description = "told",
      content = @Content(schema = @Schema(implementation = Told.class)))
  public Response put(
      @PathParam("competitor") String competitor,
      @QueryParam("storefront") @Nullable String storefront,
      PutRequest request)
      throws SQLException {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var scale = BenchmarkBody.scale(request.scale());
    var benchmark =
        new Benchmark(
            caller.storefront(CutParameters.text("storefront", storefront)),
            BenchmarkBody.competitor(competitor),
            BenchmarkBody.text("product", request.product()),
            BenchmarkBody.period(request.period(), now),
            scale,
            BenchmarkBody.distribution(request.distribution(), scale),
            BenchmarkBody.text("source", request.source()),
            now,
            caller.name());
    var created = rows.put(benchmark);
    return Response.status(created ? 201 : 200).entity(Told.of(benchmark)).build();
  }

  @GET
  public Listing<Told> list(
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return page(storefront, null, limit, cursor);
  }

  /** Every period of one. */
  @GET
  @Path("/{competitor}")
  public Listing<Told> one(
      @PathParam("competitor") String competitor,
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var page = page(storefront, BenchmarkBody.competitor(competitor), limit, cursor);
    if (page.items().isEmpty() && cursor == null) {
      throw Refusal.notFound("there are no ratings of this competitor; put them first");
    }
    return page;
  }

  /** Forgets a period of one, or all of them; what is not there is gone already. */
  @DELETE
  @Path("/{competitor}")
  @RolesAllowed({Role.LEAD, Role.ANALYST, Role.ADMIN})
  public void delete(
      @PathParam("competitor") String competitor,
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("product") @Nullable String product,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to)
      throws SQLException {
    if ((from == null) != (to == null)) {
      throw Refusal.field(
          from == null ? "/from" : "/to",
          "from and to go together; leave out both for all periods");
    }
    var period =
        from == null || to == null
            ? null
            : BenchmarkBody.period(
                new BenchmarkBody.Span(time("from", from), time("to", to)), null);
    rows.delete(
        caller.storefront(CutParameters.text("storefront", storefront)),
        BenchmarkBody.competitor(competitor),
        BenchmarkBody.text("product", product),
        period);
  }

  private Listing<Told> page(
      @Nullable String storefront,
      @Nullable String competitor,
      @Nullable String limit,
      @Nullable String cursor) {
    var most = Page.limit(limit);
    var shop = caller.storefront(CutParameters.text("storefront", storefront));
    var filters = "benchmarks " + shop + " " + competitor;
    var after = cursors.decode(cursor, filters);
    var found = rows.list(shop, competitor, BenchmarkBody.position(after), most + 1);
    var more = found.size() > most;
    List<Benchmark> page = more ? found.subList(0, most) : found;
    return new Listing<>(
        page.stream().map(Told::of).toList(),
        more ? cursors.encode(BenchmarkBody.told(page.getLast()), filters) : null);
  }

  private static Instant time(String parameter, String told) {
    try {
      return OffsetDateTime.parse(told).toInstant();
    } catch (DateTimeException e) {
      throw Refusal.field(
          "/" + parameter, parameter + " must be a time such as 2026-11-01T00:00:00Z");
    }
  }
}
