package heed.metrics;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where the latest review of one customer lies, per scope. Windows end at now, so a customer is one
 * of a window's reviewers exactly if his latest review lies in it; he is counted there and nowhere
 * else, and reviewers add up like everything.
 *
 * @param places by scope
 */
record Latest(Map<Scope, Instant> places) {
  static final Latest NONE = new Latest(Map.of());

  Latest {
    places = Map.copyOf(places);
  }

  /** With one more review. */
  Latest and(Cell review) {
    var with = new HashMap<>(places);
    for (var scope : Scope.of(review)) {
      with.merge(scope, review.at(), (a, b) -> a.isBefore(b) ? b : a);
    }
    return new Latest(with);
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
