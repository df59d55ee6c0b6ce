package heed.metrics.alarms;

import java.time.Instant;

/**
 * What customers said in one hour, by when they said it.
 *
 * @param at the beginning of the hour
 * @param n tagged reviews
 * @param negatives how many of them are negative
 * @param closed false while the hour runs: then there may be more
 */
record Bucket(Instant at, long n, long negatives, boolean closed) {
  Bucket {
    if (negatives < 0 || negatives > n) {
      throw new IllegalArgumentException("negatives is " + negatives + ", must be 0 to " + n);
    }
  }

  /** 0-1; 0 of none. */
  double share() {
    return n == 0 ? 0 : (double) negatives / n;
  }
}
