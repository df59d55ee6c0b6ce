package heed.metrics;

import org.jspecify.annotations.Nullable;

/**
 * How far one share lies from another, with the interval that Newcombe makes of their two Wilson
 * intervals (Statistics in Medicine 17, 1998, method 10): it stays sensible for small numbers and
 * near 0 and 1.
 */
record ShareDifference(Share one, Share other) {
  /** The first less the second, -1 to 1; null where one of them is of nothing. */
  @Nullable Double value() {
    var a = one.value();
    var b = other.value();
    return a == null || b == null ? null : a - b;
  }

  @Nullable Interval interval() {
    var a = one.wilson();
    var b = other.wilson();
    var p = one.value();
    var q = other.value();
    if (a == null || b == null || p == null || q == null) {
      return null;
    }
    return new Interval(
        p - q - Math.hypot(p - a.low(), b.high() - q),
        p - q + Math.hypot(a.high() - p, q - b.low()));
  }

  @Nullable Finding finding() {
    var interval = interval();
    return interval == null ? null : Finding.of(interval);
  }
}
