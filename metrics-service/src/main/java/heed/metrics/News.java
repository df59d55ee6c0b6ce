package heed.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose KPIs moved, and when in the order of what was heard. It is a state, no queue: a reader who
 * comes late, or seldom, learns of each storefront once and of none too little. Safe to use from
 * several threads.
 */
final class News {
  private final Map<String, Long> moved = new HashMap<>();
  private long place;
  private long gap;

  /**
   * What is new to a reader.
   *
   * @param place where to go on from
   * @param storefronts null if any may have moved, since some of the news was missed
   */
  record Since(long place, @Nullable Set<String> storefronts) {
    boolean isNothing() {
      return storefronts != null && storefronts.isEmpty();
    }

    /** As somebody sees it who may see only some. */
    Since within(@Nullable Set<String> visible) {
      if (visible == null || storefronts == null) {
        return this;
      }
      var seen = new TreeSet<>(storefronts);
      seen.retainAll(visible);
      return new Since(place, seen);
    }
  }

  synchronized void heard(String storefront) {
    moved.put(storefront, ++place);
  }

  /** Some of the news may have passed unheard. */
  synchronized void missed() {
    gap = ++place;
    moved.clear();
  }

  synchronized long place() {
    return place;
  }

  synchronized Since since(long before) {
    if (gap > before) {
      return new Since(place, null);
    }
    var storefronts = new TreeSet<String>();
    moved.forEach(
        (storefront, at) -> {
          if (at > before) {
            storefronts.add(storefront);
          }
        });
    return new Since(place, storefronts);
  }
}
