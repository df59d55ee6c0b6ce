package heed.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all ratings of a product come to, published or not: what is displayed must not make it look
 * better.
 *
 * @param average 1-5, to two places; null of none
 * @param count how many ratings there are
 * @param distribution how many of each star; ten points are rounded to five
 */
record Stars(@Nullable Double average, long count, Map<Integer, Long> distribution) {
  static final int MOST = 5;

  /** The same in SQL, for one number of stars. */
  static final String ARE =
      "(case r.rating_scale when 'STARS_5' then r.rating_value"
          + " when 'POINTS_10' then round(1 + 4.0 * (r.rating_value - 1) / 9) end) = ?";

  static Stars of(Counts counts) {
    var mean = RatingKpi.mean(counts.stars(), counts.points());
    var distribution = new LinkedHashMap<Integer, Long>();
    for (var stars = MOST; stars >= 1; stars--) {
      distribution.put(stars, counts.stars().of(stars));
    }
    var points = counts.points();
    for (var value = points.min(); value <= points.max(); value++) {
      distribution.merge((int) Math.round(ofPoints(value)), points.of(value), Long::sum);
    }
    var average = mean.value();
    return new Stars(
        average == null ? null : Math.round(average * 100) / 100.0, mean.n(), distribution);
  }

  /** 1-10 on the scale of 1-5. */
  static double ofPoints(int points) {
    return 1 + 4.0 * (points - 1) / 9;
  }
}
