package heed.metrics;

import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Page;
import heed.door.Refusal;
import heed.events.Product;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Ratings and published reviews to display where people decide; without a key only if the operator
 * made them public.
 */
@Path("/v1/products")
@PermitAll
public class ProductsResource {
  private static final String JSON_LD = "application/ld+json";
  private static final int MOST_IN_JSON_LD = 20;
  private static final Map<String, Boolean> SORTS = new LinkedHashMap<>();
  private static final Map<String, Integer> STARS = new LinkedHashMap<>();

  static {
    SORTS.put("newest", false);
    SORTS.put("significance", true);
    for (var stars = 1; stars <= Stars.MOST; stars++) {
      STARS.put(Integer.toString(stars), stars);
    }
  }

  private final AggregateRatings ratings;
  private final ProductReviews reviews;
  private final DisplaySettings settings;
  private final BenchmarkSettings benchmarks;
  private final DisplayAnswers answers;
  private final Caller caller;
  private final Cursors cursors;
  private final SecurityIdentity identity;
  private final Optional<String> defaultStorefront;

  ProductsResource(
      AggregateRatings ratings,
      ProductReviews reviews,
      DisplaySettings settings,
      BenchmarkSettings benchmarks,
      DisplayAnswers answers,
      Caller caller,
      Cursors cursors,
      SecurityIdentity identity,
      @ConfigProperty(name = "heed.ingest.default-storefront") Optional<String> defaultStorefront) {
    this.ratings = ratings;
    this.reviews = reviews;
    this.settings = settings;
    this.benchmarks = benchmarks;
    this.answers = answers;
    this.caller = caller;
    this.cursors = cursors;
    this.identity = identity;
    this.defaultStorefront = defaultStorefront;
  }

  /**
   * One page.
   *
   * @param rating over all reviews, published or not
   */
  record Published(
      Product product, Stars rating, List<PublishedReview> items, @Nullable String nextCursor) {}

  /** The rating over all reviews; with {@code ?reviews=3} the newest published ones beside it. */
  @GET
  @Path("{id}/aggregate-rating")
  @Produces({JSON_LD, MediaType.APPLICATION_JSON})
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = JsonLd.AggregateRating.class)))
  @APIResponse(responseCode = "304", description = "it is what If-None-Match names")
  public Response aggregateRating(
      @PathParam("id") String id,
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("reviews") @Nullable String reviews,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
    var product = String.valueOf(CutParameters.text("id", id));
    var found =
        ratings
            .of(
                storefront(CutParameters.text("storefront", storefront)),
                product,
                reviews == null ? 0 : few(reviews))
            .orElseThrow(() -> Refusal.notFound("there is no rating of this product"));
    return answers.answer(found, known, identity.isAnonymous()).build();
  }

  /** Published reviews with their public answers, newest first. */
  @GET
  @Path("{id}/reviews")
  @Produces(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Published.class)))
  @APIResponse(responseCode = "304", description = "it is what If-None-Match names")
  public Response reviews(
      @PathParam("id") String id,
      @QueryParam("storefront") @Nullable String storefront,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("stars") @Nullable String stars,
      @QueryParam("language") @Nullable String language,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String known) {
    var significant = Choice.of("sort", sort, SORTS, false);
    var most = Page.limit(limit);
    var wanted =
        new ProductReviews.Wanted(
            storefront(CutParameters.text("storefront", storefront)),
            String.valueOf(CutParameters.text("id", id)),
            stars == null ? null : Choice.of("stars", stars, STARS),
            CutParameters.text("language", language),
            significant);
    var filters = "published " + wanted;
    var page = reviews.page(wanted, cursors.decode(cursor, filters), most);
    var next = page.next() == null ? null : cursors.encode(page.next(), filters);
    var found = new Published(page.product(), page.rating(), page.items(), next);
    return answers.answer(found, known, identity.isAnonymous()).build();
  }

  private static int few(String reviews) {
    if (reviews.matches("[0-9]{1,2}") && Integer.parseInt(reviews) <= MOST_IN_JSON_LD) {
      return Integer.parseInt(reviews);
    }
    throw Refusal.field("/reviews", "reviews must be a whole number from 0 to " + MOST_IN_JSON_LD);
  }

  private String storefront(@Nullable String requested) {
    if (!identity.isAnonymous()) {
      return caller.storefront(requested);
    }
    if (!settings.isPublic()) {
      throw keyNeeded();
    }
    var storefront =
        Optional.ofNullable(requested)
            .filter(s -> !s.isEmpty())
            .or(() -> defaultStorefront)
            .orElseThrow(() -> Refusal.field("/storefront", "storefront is missing; name it"));
    if (!settings.shows(storefront) || benchmarks.theirs().contains(storefront)) {
      throw keyNeeded();
    }
    return storefront;
  }

  private static Refusal keyNeeded() {
    return Refusal.status(401, "a key is needed: send it as \"Authorization: Bearer <key>\"")
        .header("WWW-Authenticate", "Bearer");
  }
}
