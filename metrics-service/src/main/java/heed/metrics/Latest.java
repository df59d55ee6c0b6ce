package heed.metrics;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the latest review of one customer lies, per scope, and how many there are. Windows end at
 * now, so a customer is one of a window's reviewers exactly if his latest review lies in it; he is
 * counted there and nowhere else, and reviewers add up like everything.
 *
 * @param places by scope; of a stored one maybe those alone that were asked for
 * @param reviews how many; null: not known
 */
record Latest(Map<Scope, Instant> places, @Nullable Integer reviews) {
  static final Latest NONE = new Latest(Map.of(), 0);

  /**
   * What is to be written of one that is stored.
   *
   * @param places those that moved, or all of them
   */
  record Moved(Map<Scope, Instant> places, @Nullable Integer reviews, boolean whole) {}

  Latest {
    places = Collections.unmodifiableMap(places);
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
    var growing = new Growing(this);
    growing.add(review);
    return growing.after();
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

  /** One that reviews are added to; only the places that move are looked at. */
  static final class Growing {
    private final Latest before;
    private final Map<Scope, Instant> moved = new HashMap<>();
    private int more;

    Growing(Latest before) {
      this.before = before;
    }

    void add(Cell review) {
      for (var scope : Scope.of(review)) {
        var known = moved.getOrDefault(scope, before.places.get(scope));
        if (known == null || known.isBefore(review.at())) {
          moved.put(scope, review.at());
        }
      }
      more++;
    }

    Latest after() {
      var places = new HashMap<>(before.places);
      places.putAll(moved);
      return new Latest(places, reviews());
    }

    /** What is to be written. */
    Moved moved() {
      return new Moved(moved, reviews(), false);
    }

    /** What it comes to. */
    void count(String storefront, Tally tally) {
      moved.forEach(
          (scope, at) -> {
            var was = before.places.get(scope);
            if (was != null) {
              tally.addReviewer(storefront, scope, was, -1);
            }
            tally.addReviewer(storefront, scope, at, 1);
          });
    }

    private @Nullable Integer reviews() {
      return before.reviews == null ? null : before.reviews + more;
    }
  }
}
