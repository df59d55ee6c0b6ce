package heed.metrics.alarms;

/**
 * A one-sided CUSUM of log-likelihood ratios: how much better a share that rose by a third explains
 * what came since the sum was last zero, than the usual share does. Zero again and again while
 * nothing is wrong; it climbs by about {@code KL(p1, p0)} with every review once the share is
 * {@code p1}.
 *
 * @param score in nats; 0 up
 * @param n tagged reviews since it was zero
 * @param negatives among them
 */
record Drift(double score, long n, long negatives) {
  static final Drift NONE = new Drift(0, 0, 0);

  /** Within thirty days at most this many flat scopes of one cross the limit. */
  private static final double RISK = 0.001;

  private static final double LOWEST = 5;

  Drift {
    if (!(score >= 0)) {
      throw new IllegalArgumentException("score is " + score + ", must be 0 up");
    }
  }

  /** The share that it is tuned to find: a third above the usual, two points at least. */
  static double target(Baseline baseline) {
    var p0 = baseline.share();
    return Math.min((1 + p0) / 2, p0 + Math.max(p0 / 3, 0.02));
  }

  /**
   * The score that raises. A flat scope crosses {@code h} about every {@code e^h / KL(p0, p1)}
   * reviews, so the limit grows with the logarithm of how many come.
   */
  static double limit(Baseline baseline) {
    var p0 = baseline.share();
    var p1 = target(baseline);
    var divergence = p0 * Math.log(p0 / p1) + (1 - p0) * Math.log((1 - p0) / (1 - p1));
    return Math.max(LOWEST, Math.log(Math.max(1, baseline.perMonth()) * divergence / RISK));
  }

  /** After one more hour. */
  Drift and(Bucket bucket, Baseline baseline) {
    var p0 = baseline.share();
    var p1 = target(baseline);
    var gain =
        bucket.negatives() * Math.log(p1 / p0)
            + (bucket.n() - bucket.negatives()) * Math.log((1 - p1) / (1 - p0));
    // Capped, so that it comes down soon after the share did.
    var next = Math.min(limit(baseline) * 1.01, score + gain);
    return next <= 0 ? NONE : new Drift(next, n + bucket.n(), negatives + bucket.negatives());
  }

  double share() {
    return n == 0 ? 0 : (double) negatives / n;
  }
}
