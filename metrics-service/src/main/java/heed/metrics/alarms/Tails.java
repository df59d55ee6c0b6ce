package heed.metrics.alarms;

/**
 * How likely so many or more are by chance alone; exact but for rounding. Summed from the number
 * that was seen outwards, away from the mean, so that no sum begins with what is too small to hold.
 */
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
    var odds = share / (1 - share);
    if (hits <= n * share) {
      var term = chance(hits - 1, n, share);
      var sum = term;
      for (var k = hits - 1; k > 0 && term > sum * NEGLIGIBLE; k--) {
        term *= k / (odds * (n - k + 1));
        sum += term;
      }
      return Math.max(0, 1 - sum);
    }
    var term = chance(hits, n, share);
    var sum = term;
    for (var k = hits; k < n && term > sum * NEGLIGIBLE; k++) {
      term *= odds * (n - k) / (k + 1);
      sum += term;
    }
    return Math.min(1, sum);
  }

  private static double chance(long hits, long n, double share) {
    var log = hits * Math.log(share) + (n - hits) * Math.log1p(-share);
    for (var i = 1L; i <= hits; i++) {
      log += Math.log((double) (n - hits + i) / i);
    }
    return Math.exp(log);
  }

  /** {@code P(X >= hits)} where this many are expected. */
  static double poisson(long hits, double expected) {
    if (hits <= 0) {
      return 1;
    }
    if (expected <= 0) {
      return 0;
    }
    if (hits <= expected) {
      var term = chance(hits - 1, expected);
      var sum = term;
      for (var k = hits - 1; k > 0 && term > sum * NEGLIGIBLE; k--) {
        term *= k / expected;
        sum += term;
      }
      return Math.max(0, 1 - sum);
    }
    var term = chance(hits, expected);
    var sum = term;
    for (var k = hits + 1; term > sum * NEGLIGIBLE; k++) {
      term *= expected / k;
      sum += term;
    }
    return Math.min(1, sum);
  }

  private static double chance(long hits, double expected) {
    var log = hits * Math.log(expected) - expected;
    for (var i = 2L; i <= hits; i++) {
      log -= Math.log(i);
    }
    return Math.exp(log);
  }

  private Tails() {}
}
