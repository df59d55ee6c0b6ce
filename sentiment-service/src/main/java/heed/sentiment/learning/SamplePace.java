package heed.sentiment.learning;

import java.time.Duration;

/**
 * How many reviews of a storefront a copy makes samples of: so many a second, and after a pause as
 * many at once as it would have taken in {@link #SAVED}. A shop's days are learnt whole; of a file
 * of a million reviews a part is enough, since a sample costs more than the tagging. Not for
 * several threads.
 */
final class SamplePace {
  static final Duration SAVED = Duration.ofSeconds(100);

  private final int perSecond;
  private double left;
  private long at;

  /**
   * @param perSecond 1 or more
   * @param now in nanoseconds of a clock that never goes back
   */
  SamplePace(int perSecond, long now) {
    this.perSecond = perSecond;
    this.left = most();
    this.at = now;
  }

  /** Takes one; false if there is none left now. */
  boolean take(long now) {
    left = Math.min(most(), left + (now - at) / 1e9 * perSecond);
    at = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }

  private double most() {
    return (double) perSecond * SAVED.toSeconds();
  }
}
