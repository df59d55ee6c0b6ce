package heed.metrics;

import heed.events.Rating;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Ratings of a competitor as they were told.
 *
 * @param product null: of the whole shop
 * @param distribution how often each value of the scale was given
 * @param source where they were seen, as who told them says
 * @param toldBy the name of the key
 */
record Benchmark(
    String storefront,
    String competitor,
    @Nullable String product,
    Period period,
    Rating.Scale scale,
    Distribution distribution,
    @Nullable String source,
    Instant toldAt,
    String toldBy) {

  /**
   * When they were given.
   *
   * @param from included
   * @param to not included
   */
  record Period(Instant from, Instant to) implements Comparable<Period> {
    Period {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("from is " + from + ", must be before " + to);
      }
    }

    boolean liesIn(Period other) {
      return !from.isBefore(other.from) && !to.isAfter(other.to);
    }

    boolean overlaps(Period other) {
      return from.isBefore(other.to) && other.from.isBefore(to);
    }

    Period and(Period other) {
      return new Period(
          from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }

    /** The one that ends last first; of those the shorter one. */
    @Override
    public int compareTo(Period other) {
      var byEnd = other.to.compareTo(to);
      return byEnd == 0 ? other.from.compareTo(from) : byEnd;
    }
  }

  Benchmark {
    if (scale == Rating.Scale.THUMBS) {
      throw new IllegalArgumentException("scale is THUMBS, must be STARS_5 or POINTS_10");
    }
    if (distribution.min() != scale.min() || distribution.max() != scale.max()) {
      throw new IllegalArgumentException("the distribution is not of the scale " + scale);
    }
  }
}
