package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * So many of so many.
 *
 * @param hits 0 to {@code n}
 */
public record Share(long hits, long n) {
  public Share {
    if (hits < 0 || hits > n) {
      throw new IllegalArgumentException("hits is " + hits + ", must be 0 to " + n);
    }
  }

  /** 0-1; null of none. */
  public @Nullable Double value() {
    return n == 0 ? null : (double) hits / n;
  }

  /**
   * Wilson's score interval, which stays sensible for small {@code n} and near 0 and 1; null of
   * none.
   */
  public @Nullable Interval wilson() {
    if (n == 0) {
      return null;
    }
    var p = (double) hits / n;
    var z2 = Interval.Z * Interval.Z;
    var centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    var margin = Interval.Z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n)) / (1 + z2 / n);
    // At the ends the bound is the share itself; rounding must not push it past.
    var low = hits == 0 ? 0 : Math.min(p, centre - margin);
    var high = hits == n ? 1 : Math.max(p, centre + margin);
    return new Interval(low, high);
  }
}
