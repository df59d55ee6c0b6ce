package heed.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ratings of a window. Stars and points are normalised to their scale and shown on 1-5; thumbs are
 * told apart in the distribution and are in no mean.
 *
 * @param average 1-5; null of none
 * @param bayesianAverage drawn towards the mean over all, for ranking only
 * @param count ratings in the average
 * @param low lower end of the average's interval
 * @param high upper end
 * @param distribution raw values per scale
 */
record RatingKpi(
    @Nullable Double average,
    @Nullable Double bayesianAverage,
    long count,
    @Nullable Double low,
    @Nullable Double high,
    Map<String, Map<String, Long>> distribution) {
  /** Weight of the mean over all, in ratings. */
  private static final double PRIOR = 10;

  private static final double FROM = 1;
  private static final double TO = 5;

  static RatingKpi of(
      Distribution stars, Distribution points, Distribution thumbs, @Nullable Double overAll) {
    var mean = mean(stars, points);
    var raw = new LinkedHashMap<String, Map<String, Long>>();
    raw.put("STARS_5", shown(stars));
    raw.put("POINTS_10", shown(points));
    raw.put("THUMBS", shown(thumbs));
    return new RatingKpi(
        mean.value(),
        bayesian(mean, overAll),
        mean.n(),
        Interval.low(mean.interval()),
        Interval.high(mean.interval()),
        raw);
  }

  /** The mean on 1-5 over both scales that have one. */
  static Mean mean(Distribution stars, Distribution points) {
    var n = 0L;
    var sum = 0.0;
    var squares = 0.0;
    for (var d : new Distribution[] {stars, points}) {
      for (var value = d.min(); value <= d.max(); value++) {
        var shown = FROM + (TO - FROM) * (value - d.min()) / (d.max() - d.min());
        n += d.of(value);
        sum += d.of(value) * shown;
        squares += d.of(value) * shown * shown;
      }
    }
    return new Mean(n, sum, squares, FROM, TO);
  }

  static @Nullable Double bayesian(Mean mean, @Nullable Double overAll) {
    return mean.n() == 0 || overAll == null
        ? null
        : (mean.sum() + PRIOR * overAll) / (mean.n() + PRIOR);
  }

  private static Map<String, Long> shown(Distribution d) {
    var shown = new LinkedHashMap<String, Long>();
    for (var value = d.min(); value <= d.max(); value++) {
      shown.put(Integer.toString(value), d.of(value));
    }
    return shown;
  }
}
