package heed.metrics;

import heed.events.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many reviews name a cause, and how those rate that name it negatively. Sums and differences
 * of it mean what they say; all of it is whole numbers, so nothing is ever rounded.
 *
 * @param rated of the negative ones, those with a rating that has a mean
 * @param ratingSum of those, in thirty-sixths of the scale
 * @param ratingSquares the sum of their squares
 */
record CauseCounts(
    long negative, long neutral, long positive, long rated, long ratingSum, long ratingSquares) {
  static final List<String> COLUMNS =
      List.of("negative", "neutral", "positive", "rated", "rating_sum", "rating_squares");
  static final int WIDTH = COLUMNS.size();
  static final CauseCounts NONE = new CauseCounts(0, 0, 0, 0, 0, 0);

  /** Thirty-sixths of a scale per star: 1 to 5 is 0 to 36. */
  private static final double PER_STAR = 9;

  /**
   * One review.
   *
   * @param rating 0 (worst) to 36; null if it has none with a mean
   */
  static CauseCounts of(Tags.Label said, @Nullable Integer rating) {
    return switch (said) {
      case NEGATIVE ->
          rating == null
              ? new CauseCounts(1, 0, 0, 0, 0, 0)
              : new CauseCounts(1, 0, 0, 1, rating, (long) rating * rating);
      case NEUTRAL -> new CauseCounts(0, 1, 0, 0, 0, 0);
      case POSITIVE -> new CauseCounts(0, 0, 1, 0, 0, 0);
    };
  }

  /** Adds the numbers in the order of {@link #COLUMNS}, or takes them off. */
  void addTo(long[] numbers, int from, int sign) {
    numbers[from] += sign * negative;
    numbers[from + 1] += sign * neutral;
    numbers[from + 2] += sign * positive;
    numbers[from + 3] += sign * rated;
    numbers[from + 4] += sign * ratingSum;
    numbers[from + 5] += sign * ratingSquares;
  }

  boolean isZero() {
    return equals(NONE);
  }

  /** Reviews that name it, whatever they say. */
  long all() {
    return negative + neutral + positive;
  }

  /** The ratings of those that name it negatively, on 1-5. */
  Mean ratings() {
    var sum = ratingSum / PER_STAR;
    return new Mean(
        rated, rated + sum, rated + 2 * sum + ratingSquares / (PER_STAR * PER_STAR), 1, 5);
  }
}
