package heed.sentiment.learning;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SamplePace} for each storefront, so that the file of one takes nothing from another. No
 * more than {@link #MOST} are remembered: who was not heard of for longest has saved up most, and
 * begins anew with as much. Not for several threads.
 */
final class SamplePaces {
  static final int MOST = 1000;

  private final int perSecond;
  private final Map<String, SamplePace> paces =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, SamplePace> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param perSecond of each storefront, 1 or more
   */
  SamplePaces(int perSecond) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "heed.learning.per-second is " + perSecond + ", must be 1 or more");
    }
    this.perSecond = perSecond;
  }

  /**
   * Takes one; false if there is none left for this storefront now.
   *
   * @param now in nanoseconds of a clock that never goes back
   */
  boolean take(String storefront, long now) {
    return paces.computeIfAbsent(storefront, s -> new SamplePace(perSecond, now)).take(now);
  }

  /** How many storefronts are remembered. */
  int size() {
    return paces.size();
  }
}
