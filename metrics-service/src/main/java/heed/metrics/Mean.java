package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * A mean of bounded numbers with its interval, from sums that add up.
 *
 * @param sum of the numbers
 * @param squares sum of their squares
 * @param least no number is smaller
 * @param most no number is larger
 */
record Mean(long n, double sum, double squares, double least, double most) {
  static Mean of(Distribution d) {
    return new Mean(d.n(), d.sum(1), d.sum(2), d.min(), d.max());
  }

  /** Null of none. */
  @Nullable Double value() {
    return n == 0 ? null : sum / n;
  }

  /** The sample's standard deviation; 0 where one number tells none. */
  double deviation() {
    if (n < 2) {
      return 0;
    }
    var mean = sum / n;
    return Math.sqrt(Math.max(0, (squares - n * mean * mean) / (n - 1)));
  }

  /**
   * The normal interval; null where one number tells no variance. Equal numbers are no proof that
   * all others are equal: the variance is at least the one with two numbers more, one at each end
   * of the scale.
   */
  @Nullable Interval interval() {
    if (n < 2) {
      return null;
    }
    var widened =
        new Mean(n + 2, sum + least + most, squares + least * least + most * most, least, most);
    var deviation = Math.max(deviation(), widened.deviation());
    return Interval.around(sum / n, Interval.Z * deviation / Math.sqrt(n), least, most);
  }
}
