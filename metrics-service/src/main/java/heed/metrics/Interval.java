package heed.metrics;

import org.jspecify.annotations.Nullable;

/** A 95 % confidence interval; both ends belong to it. */
public record Interval(double low, double high) {
  /** The two-sided 95 % quantile of the normal distribution. */
  static final double Z = 1.959964;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low is " + low + ", must be at most " + high);
    }
  }

  /** Null of none. */
  static @Nullable Double low(@Nullable Interval interval) {
    return interval == null ? null : interval.low;
  }

  /** Null of none. */
  static @Nullable Double high(@Nullable Interval interval) {
    return interval == null ? null : interval.high;
  }

  static Interval around(double value, double margin, double least, double most) {
    return new Interval(
        Math.min(most, Math.max(least, value - margin)),
        Math.max(least, Math.min(most, value + margin)));
  }
}
