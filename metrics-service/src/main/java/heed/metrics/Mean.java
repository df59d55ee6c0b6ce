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

  /** The normal interval with the sample's variance; null where one number tells no variance. */
  @Nullable Interval interval() {
    if (n < 2) {
      return null;
    }
    return Interval.around(sum / n, Interval.Z * deviation() / Math.sqrt(n), least, most);
  }
}
