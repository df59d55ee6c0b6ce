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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a review. */
@Path("/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.STOREFRONT, Role.AGENT, Role.LEAD, Role.ANALYST, Role.ADMIN})
public class ReviewsResource {
  private static final String NEWEST = "newest";
  private static final String SIGNIFICANCE = "significance";
  private static final Map<String, String> LABELS = new LinkedHashMap<>();
  private static final Map<String, String> SORTS = new LinkedHashMap<>();

  static {
    for (var measure :
        new Measure[] {Measure.NEGATIVE, Measure.NEUTRAL, Measure.POSITIVE, Measure.UNTAGGED}) {
      LABELS.put(measure.name(), measure.name());
    }
    for (var sort : new String[] {NEWEST, SIGNIFICANCE}) {
      SORTS.put(sort, sort);
    }
  }

  private final Reviews reviews;
  private final SignificantReviews significant;
  private final Storefronts storefronts;
  private final Caller caller;
  private final Cursors cursors;

  ReviewsResource(
      Reviews reviews,
      SignificantReviews significant,
      Storefronts storefronts,
      Caller caller,
      Cursors cursors) {
    this.reviews = reviews;
    this.significant = significant;
    this.storefronts = storefronts;
    this.caller = caller;
    this.cursors = cursors;
  }

  @GET
  public Listing<ReviewAnswer> list(
      @QueryParam("sentiment") @Nullable String sentiment,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("window") @Nullable String window,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @BeanParam CutParameters parameters,
      @BeanParam DisplayParameters displays) {
    var order = Choice.of("sort", sort, SORTS, NEWEST);
    var most = Page.limit(limit);
    var label = sentiment == null ? null : Choice.of("sentiment", sentiment, LABELS);
    var length = window == null ? null : Window.of(window);
    var cut = parameters.of(caller, storefronts);
    var display = displays.read();
    var filters = "reviews " + order + " " + length + " " + label + " " + cut + " " + display;
    var after = cursors.decode(cursor, filters);
    var found =
        order.equals(SIGNIFICANCE)
            ? significant.of(
                cut, label, length, display, SignificantReviews.Position.of(after), most + 1)
            : newest(cut, label, length, display, after, most + 1);
    var more = found.size() > most;
    var page = more ? found.subList(0, most) : found;
    var states =
        display.asks()
            ? reviews.displayStates(page.stream().map(Reviews.Listed::fact).toList())
            : Map.<Fold.Key, DisplayState>of();
    return new Listing<>(
        page.stream().map(listed -> answer(listed, states)).toList(),
        more ? cursors.encode(page.getLast().position(), filters) : null);
  }

  private List<Reviews.Listed> newest(
      Cut cut,
      @Nullable String label,
      @Nullable Window window,
      DisplayParameters.Filter display,
      @Nullable String after,
      int limit) {
    return reviews.newest(cut, label, window, display, Reviews.Position.of(after), limit).stream()
        .map(f -> new Reviews.Listed(f, Reviews.Position.of(f).toString()))
        .toList();
  }

  private static ReviewAnswer answer(Reviews.Listed listed, Map<Fold.Key, DisplayState> states) {
    var fact = listed.fact();
    return ReviewAnswer.of(fact, Reviews.review(fact))
        .with(states.get(new Fold.Key(fact.storefront(), fact.reviewId())));
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
