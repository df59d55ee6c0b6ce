package heed.metrics.alarms;

import org.jspecify.annotations.Nullable;

/**
 * What is usual in a scope: its past eight weeks without its alarms. As long as little is known of
 * it, what is usual elsewhere counts as {@value #PRIOR_N} more reviews.
 *
 * @param n tagged reviews
 * @param negatives how many of them were negative
 * @param weeks how far back the past goes; from {@value #MATURE} on it is trusted
 * @param expected negatives in this hour of the week; null while the past is too short to say
 * @param prior the share that is taken for usual where nothing is known, 0-1
 */
record Baseline(long n, long negatives, double weeks, @Nullable Double expected, double prior) {
  static final double MATURE = 4;

  /** Of a storefront of which nothing is known: about one review in seven is negative. */
  static final double USUAL = 0.15;

  private static final double PRIOR_N = 50;

  Baseline {
    if (negatives < 0 || negatives > n) {
      throw new IllegalArgumentException("negatives is " + negatives + ", must be 0 to " + n);
    }
  }

  boolean mature() {
    return weeks >= MATURE;
  }

  /**
   * The usual share of negative reviews, 0-1; never 0 nor 1, which would make anything alarming.
   */
  double share() {
    return Math.min(0.99, Math.max(0.001, (negatives + PRIOR_N * prior) / (n + PRIOR_N)));
  }

  /** The standard error of {@link #share}. */
  double uncertainty() {
    return Math.sqrt(share() * (1 - share()) / (n + PRIOR_N));
  }

  /**
   * The limit of a p-chart: {@code p0 + 3 sqrt(p0 (1 - p0) / n)}. While the scope is young the
   * doubt about {@code p0} widens it.
   */
  double shareLimit(long of) {
    var p0 = share();
    var doubt = mature() ? 0 : uncertainty() * uncertainty();
    return Math.min(1, p0 + 3 * Math.sqrt(p0 * (1 - p0) / of + doubt));
  }

  /** A share that would still be no surprise, given what is known. */
  double generous() {
    return Math.min(0.99, share() + 2 * uncertainty());
  }

  /** Tagged reviews in thirty days. */
  double perMonth() {
    return n / Math.max(weeks, 1 / 7.0) * 30 / 7;
  }
}
