package heed.alerting.telling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When to try again what did not arrive.
 *
 * @param first the longest pause after the first attempt
 * @param longest no pause of ours is longer
 * @param giveUp how long it is tried at all
 */
record RetryDecider(Duration first, Duration longest, Duration giveUp) {
  private static final int GROWTH = 3;
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /**
   * The next attempt; null if it is time to give up. Full jitter: the pause is anything up to its
   * ceiling, so that those who failed together do not come back together.
   *
   * @param attempts made so far, 1 or more
   * @param since when the first could have been made
   * @param retryAfter what the receiver asked for; null if nothing
   * @param chance 0-1
   */
  @Nullable Instant next(
      int attempts, Instant since, Instant now, @Nullable Duration retryAfter, double chance) {
    var pause = Duration.ofMillis((long) (ceiling(attempts).toMillis() * chance));
    pause = max(pause, SHORTEST);
    if (retryAfter != null) {
      pause = max(pause, retryAfter);
    }
    var next = now.plus(pause);
    return next.isAfter(since.plus(giveUp)) ? null : next;
  }

  /** The next attempt at what was not to blame for the last one; it is never given up here. */
  Instant soon(Instant now, double chance) {
    var ceiling = longest.compareTo(SOON) < 0 ? longest : SOON;
    return now.plus(max(SHORTEST, Duration.ofMillis((long) (ceiling.toMillis() * chance))));
  }

  private Duration ceiling(int attempts) {
    var ceiling = first;
    for (var i = 1; i < attempts && ceiling.compareTo(longest) < 0; i++) {
      ceiling = ceiling.multipliedBy(GROWTH);
    }
    return ceiling.compareTo(longest) < 0 ? ceiling : longest;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
