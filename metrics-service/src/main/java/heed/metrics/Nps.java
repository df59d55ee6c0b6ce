package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The Net Promoter Score: share of promoters less share of detractors, in points from -100 to 100.
 * The European one moves the scale by one, since a 7 in France may be an 8 in the USA; it is shown
 * beside the other and never mixed with it.
 *
 * @param value null of no answers
 * @param n answers, passives among them
 * @param low lower end of the adjusted Wald interval
 * @param high upper end
 */
record Nps(
    @Nullable Double value,
    long n,
    long promoters,
    long passives,
    long detractors,
    @Nullable Double low,
    @Nullable Double high) {

  /** Promoters 9-10, detractors 0-6. */
  static Nps of(Distribution answers) {
    return of(answers.between(9, 10), answers.between(7, 8), answers.between(0, 6));
  }

  /** Promoters 8-10, detractors 0-5. */
  static Nps european(Distribution answers) {
    return of(answers.between(8, 10), answers.between(6, 7), answers.between(0, 5));
  }

  static Nps of(long promoters, long passives, long detractors) {
    var n = promoters + passives + detractors;
    if (n == 0) {
      return new Nps(null, 0, 0, 0, 0, null, null);
    }
    var value = 100.0 * (promoters - detractors) / n;
    var interval = adjustedWald(promoters, detractors, n, value);
    return new Nps(value, n, promoters, passives, detractors, interval.low(), interval.high());
  }

  /** The mean that it is: of +100, 0 and -100. */
  Mean mean() {
    return new Mean(
        n, 100.0 * (promoters - detractors), 10_000.0 * (promoters + detractors), -100, 100);
  }

  /** Adds 3/4 of an answer to each end and 3 to all, which keeps small samples honest. */
  private static Interval adjustedWald(long promoters, long detractors, long n, double value) {
    var adjusted = n + 3.0;
    var p = (promoters + 0.75) / adjusted;
    var d = (detractors + 0.75) / adjusted;
    var deviation = Math.sqrt((p + d - (p - d) * (p - d)) / adjusted);
    var margin = 100 * Interval.Z * deviation;
    var around = Interval.around(100 * (p - d), margin, -100, 100);
    return new Interval(Math.min(around.low(), value), Math.max(around.high(), value));
  }
}
