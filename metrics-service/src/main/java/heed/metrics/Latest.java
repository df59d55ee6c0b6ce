package heed.metrics;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the latest review of one customer lies, per scope, and how many there are. Windows end at now, so a customer is one
 * of a window's reviewers exactly if his latest review lies in it; he is counted there and nowhere
 * else, and reviewers add up like everything.
 *
 * @param places by scope
 * @param reviews how many; null: not known
 */
record Latest(Map<Scope, Instant> places, @Nullable Integer reviews) {
  static final Latest NONE = new Latest(Map.of(), 0);

  Latest {
    places = Map.copyOf(places);
  }

  /** True if it is known how many there are, and that this is a new review after all of them. */
  boolean isBefore(Change news) {
    var cell = news.after().cell();
    var last = places.get(new Scope(Dimension.STOREFRONT, news.storefront()));
    return reviews != null
        && (news.before() == null || news.before().review() == null)
        && cell != null
        && (last == null || cell.at().isAfter(last));
  }

  /** How many there are, where that is known. */
  int count() {
    return Objects.requireNonNull(reviews, "asked only where it is known");
  }

  /** With one more review. */
  Latest and(Cell review) {
    var with = new HashMap<>(places);
    for (var scope : Scope.of(review)) {
      with.merge(scope, review.at(), (a, b) -> a.isBefore(b) ? b : a);
    }
    return new Latest(with, reviews == null ? null : reviews + 1);
  }

  /** What replacing this by the other comes to. */
  void replace(String storefront, Latest after, Tally tally) {
    places.forEach(
        (scope, at) -> {
          if (!Objects.equals(after.places.get(scope), at)) {
            tally.addReviewer(storefront, scope, at, -1);
          }
        });
    after.places.forEach(
        (scope, at) -> {
          if (!Objects.equals(places.get(scope), at)) {
            tally.addReviewer(storefront, scope, at, 1);
          }
        });
  }
}
