package heed.metrics;

/**
 * Student's t distribution, as far as intervals need it. The distribution function is the
 * regularised incomplete beta function (Abramowitz and Stegun 26.5.27), summed as Lentz's continued
 * fraction; its quantile is found by bisection, since it rises strictly.
 */
final class StudentT {
  private static final double TAIL = 0.025;
  private static final double SMALL = 1e-300;

  /**
   * The two-sided 95 % quantile, which comes near 1.96 as the degrees of freedom grow.
   *
   * @param freedom degrees of freedom, at least 1; need not be whole
   */
  static double quantile95(double freedom) {
    if (!(freedom >= 1)) {
      throw new IllegalArgumentException("freedom is " + freedom + ", must be at least 1");
    }
    if (freedom > 1e6) {
      return Interval.Z;
    }
    var low = Interval.Z - 1e-4;
    var high = 12.8;
    while (high - low > 1e-10) {
      var middle = (low + high) / 2;
      if (upperTail(middle, freedom) > TAIL) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** The chance of a value above {@code t}, which is positive. */
  static double upperTail(double t, double freedom) {
    return beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
  }

  /** The regularised incomplete beta function. */
  private static double beta(double x, double a, double b) {
    var front = Math.exp(logBeta(a, b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  /** The logarithm of the gamma functions before the integral. */
  private static double logBeta(double a, double b) {
    return logGamma(a + b) - logGamma(a) - logGamma(b);
  }

  private static double fraction(double x, double a, double b) {
    var c = 1.0;
    var d = 1 / away(1 - (a + b) * x / (a + 1));
    var sum = d;
    for (var m = 1; m <= 500; m++) {
      var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      sum *= d * c;
      var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      sum *= d * c;
      if (Math.abs(d * c - 1) < 1e-15) {
        break;
      }
    }
    return sum;
  }

  private static double away(double fromZero) {
    return Math.abs(fromZero) < SMALL ? SMALL : fromZero;
  }

  /** Stirling's series, moved up to where it is exact enough. */
  private static double logGamma(double x) {
    var shift = 0.0;
    var z = x;
    while (z < 20) {
      shift += Math.log(z);
      z++;
    }
    var z2 = z * z;
    var series = (1.0 / 12 - (1.0 / 360 - 1.0 / (1260 * z2)) / z2) / z;
    return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
  }

  private StudentT() {}
}
