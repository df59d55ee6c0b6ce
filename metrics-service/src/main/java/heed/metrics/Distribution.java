package heed.metrics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often each whole number of a scale was given. Distributions add up, averages do not.
 *
 * @param min the number that {@code counts[0]} counts
 */
record Distribution(int min, long[] counts) {
  Distribution {
    counts = counts.clone();
    for (var count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a count is " + count + ", must be 0 or more");
      }
    }
  }

  long n() {
    return Arrays.stream(counts).sum();
  }

  int max() {
    return min + counts.length - 1;
  }

  /** How often a number from {@code from} to {@code to} was given, both included. */
  long between(int from, int to) {
    var sum = 0L;
    for (var value = Math.max(from, min); value <= Math.min(to, max()); value++) {
      sum += counts[value - min];
    }
    return sum;
  }

  long of(int value) {
    return between(value, value);
  }

  /** The mean; null of none. */
  @Nullable Double mean() {
    var n = n();
    return n == 0 ? null : sum(1) / n;
  }

  /** The sum of the numbers, each raised to {@code power}. */
  double sum(int power) {
    var sum = 0.0;
    for (var i = 0; i < counts.length; i++) {
      sum += counts[i] * Math.pow(min + i, power);
    }
    return sum;
  }

  Distribution plus(Distribution other) {
    if (other.min != min || other.counts.length != counts.length) {
      throw new IllegalArgumentException("distributions of two scales do not add up");
    }
    var sum = counts();
    Arrays.setAll(sum, i -> counts[i] + other.counts[i]);
    return new Distribution(min, sum);
  }

  @Override
  public long[] counts() {
    return counts.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Distribution d && d.min == min && Arrays.equals(d.counts, counts);
  }

  @Override
  public int hashCode() {
    return 31 * min + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return min + ".." + max() + " " + Arrays.toString(counts);
  }
}
