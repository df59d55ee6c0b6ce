package heed.metrics;

/**
 * One side of a benchmark: ratings as they were given, read on the one scale of 1-5. Thumbs have no
 * place on it.
 */
record BenchmarkSide(Distribution stars, Distribution points) {
  static final BenchmarkSide NONE =
      new BenchmarkSide(new Distribution(1, new long[5]), new Distribution(1, new long[10]));

  static BenchmarkSide of(Counts counts) {
    return new BenchmarkSide(counts.stars(), counts.points());
  }

  static BenchmarkSide of(Benchmark told) {
    return told.distribution().max() == NONE.stars.max()
        ? new BenchmarkSide(told.distribution(), NONE.points)
        : new BenchmarkSide(NONE.stars, told.distribution());
  }

  BenchmarkSide plus(BenchmarkSide other) {
    return new BenchmarkSide(stars.plus(other.stars), points.plus(other.points));
  }

  Mean ratings() {
    return RatingKpi.mean(stars, points);
  }

  /** Up to two stars or four points, as a rating alone is called negative. */
  Share negative() {
    return new Share(stars.between(1, 2) + points.between(1, 4), ratings().n());
  }
}
