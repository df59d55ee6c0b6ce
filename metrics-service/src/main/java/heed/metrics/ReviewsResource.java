package heed.metrics;

import heed.door.Caller;
import heed.door.Cursors;
import heed.door.Listing;
import heed.door.Page;
import heed.door.Refusal;
import heed.door.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a review. */
@Path("/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class ReviewsResource {
  private static final Map<String, String> LABELS = new LinkedHashMap<>();
  private static final Map<String, String> SORTS = Map.of("newest", "newest");

  static {
    for (var measure :
        new Measure[] {Measure.NEGATIVE, Measure.NEUTRAL, Measure.POSITIVE, Measure.UNTAGGED}) {
      LABELS.put(measure.name(), measure.name());
    }
  }

  private final Reviews reviews;
  private final Storefronts storefronts;
  private final Caller caller;
  private final Cursors cursors;

  ReviewsResource(Reviews reviews, Storefronts storefronts, Caller caller, Cursors cursors) {
    this.reviews = reviews;
    this.storefronts = storefronts;
    this.caller = caller;
    this.cursors = cursors;
  }

  @GET
  public Listing<ReviewAnswer> list(
      @QueryParam("sentiment") @Nullable String sentiment,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @BeanParam CutParameters parameters,
      @BeanParam DisplayParameters displays) {
    Choice.of("sort", sort, SORTS, "newest");
    var most = Page.limit(limit);
    var label = sentiment == null ? null : Choice.of("sentiment", sentiment, LABELS);
    var cut = parameters.of(caller, storefronts);
    var display = displays.read();
    var filters = "reviews " + label + " " + cut + " " + display;
    var after = Reviews.Position.of(cursors.decode(cursor, filters));
    var found = reviews.newest(cut, label, display, after, most + 1);
    var states = display.asks() ? reviews.displayStates(found) : Map.<Fold.Key, DisplayState>of();
    var items = new ArrayList<ReviewAnswer>();
    @Nullable String next = null;
    for (var fact : found) {
      var review = fact.review();
      if (review == null) {
        continue;
      }
      if (items.size() < most) {
        var key = new Fold.Key(fact.storefront(), fact.reviewId());
        items.add(ReviewAnswer.of(fact, review).with(states.get(key)));
        next = new Reviews.Position(review.place().placedAt(), fact.reviewId()).toString();
      }
    }
    return new Listing<>(
        items, found.size() > most && next != null ? cursors.encode(next, filters) : null);
  }

  @GET
  @Path("{id}")
  public ReviewAnswer one(@PathParam("id") String id) {
    var fact = reviews.find(uuid(id)).filter(f -> caller.mayUse(f.storefront()));
    var review = fact.map(Fact::review).orElse(null);
    if (fact.isEmpty() || review == null) {
      throw Refusal.notFound("there is no review with this id; it may have been erased");
    }
    return ReviewAnswer.of(fact.get(), review);
  }

  private static UUID uuid(String id) {
    if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw Refusal.field("/id", "id must be a UUID");
    }
    return UUID.fromString(id);
  }
}
