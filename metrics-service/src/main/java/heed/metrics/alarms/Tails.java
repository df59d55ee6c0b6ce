package heed.metrics.alarms;

/** How likely so many or more are by chance alone; exact but for rounding. */
final class Tails {
  private static final double NEGLIGIBLE = 1e-18;

  /** {@code P(X >= hits)} of {@code n} reviews of which each is negative with this share. */
  static double binomial(long hits, long n, double share) {
    if (hits <= 0) {
      return 1;
    }
    if (hits > n || share <= 0) {
      return 0;
    }
    if (share >= 1) {
      return 1;
    }
    var log = hits * Math.log(share) + (n - hits) * Math.log1p(-share);
    for (var i = 1L; i <= hits; i++) {
      log += Math.log((double) (n - hits + i) / i);
    }
    var odds = share / (1 - share);
    var term = Math.exp(log);
    var sum = term;
    for (var k = hits; k < n && (term > sum * NEGLIGIBLE || k < share * n); k++) {
      term *= odds * (n - k) / (k + 1);
      sum += term;
    }
    return Math.min(1, sum);
  }

  /** {@code P(X >= hits)} where this many are expected. */
  static double poisson(long hits, double expected) {
    if (hits <= 0) {
      return 1;
    }
    if (expected <= 0) {
      return 0;
    }
    var log = hits * Math.log(expected) - expected;
    for (var i = 2L; i <= hits; i++) {
      log -= Math.log(i);
    }
    var term = Math.exp(log);
    var sum = term;
    for (var k = hits + 1; term > sum * NEGLIGIBLE || k < expected; k++) {
      term *= expected / k;
      sum += term;
    }
    return Math.min(1, sum);
  }

  private Tails() {}
}
