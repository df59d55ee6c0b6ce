package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How far one mean lies from another, with Welch's interval: neither the variances nor the numbers
 * of the two need be alike.
 */
record MeanDifference(Mean one, Mean other) {
  /**
   * So many numbers are needed on either side before anything is claimed: a variance seen in fewer
   * is itself too uncertain.
   */
  static final int LEAST = 10;

  /** The first less the second; null where one of them is of nothing. */
  @Nullable Double value() {
    var a = one.value();
    var b = other.value();
    return a == null || b == null ? null : a - b;
  }

  /** Null where one number tells no variance. */
  @Nullable Interval interval() {
    var value = value();
    if (value == null || one.n() < 2 || other.n() < 2) {
      return null;
    }
    var a = squaredError(one);
    var b = squaredError(other);
    var margin = a + b == 0 ? 0 : StudentT.quantile95(freedom(a, b)) * Math.sqrt(a + b);
    return new Interval(value - margin, value + margin);
  }

  /** Null where there are too few to tell. */
  @Nullable Finding finding() {
    var interval = interval();
    return interval == null || one.n() < LEAST || other.n() < LEAST ? null : Finding.of(interval);
  }

  /** The equation of Welch and Satterthwaite. */
  private double freedom(double a, double b) {
    return (a + b) * (a + b) / (a * a / (one.n() - 1) + b * b / (other.n() - 1));
  }

  private static double squaredError(Mean mean) {
    var n = (double) mean.n();
    return Math.max(0, (mean.squares() - mean.sum() * mean.sum() / n) / (n - 1)) / n;
  }
}
