package heed.alerting.telling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Spares a mail server that cannot be reached, and those who wait for something else: while it is
 * away only a few letters are tried, now and then. The first one that it answers opens the way for
 * all. One copy's view; others find out by themselves.
 */
final class MailOutage {
  private static final int GROWTH = 2;

  private final Duration first;
  private final Duration longest;
  private @Nullable Instant since;
  private Instant next = Instant.MIN;
  private Duration pause;

  /**
   * @param first from the first failure to the next letter that is tried
   * @param longest what that grows to
   */
  MailOutage(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.pause = first;
  }

  /** How mail is tried. */
  enum Way {
    /** As much as there is. */
    ALL,
    /** A few letters, to see whether the server is back. */
    FEW,
    NONE
  }

  /** True while it is not known to be back. */
  synchronized boolean lasts() {
    return since != null;
  }

  /** What may be tried now; after FEW nothing is for a while. */
  synchronized Way way(Instant now) {
    if (since == null) {
      return Way.ALL;
    }
    // a clock that was set back must not keep letters waiting
    if (now.isBefore(next) && now.isAfter(next.minus(longest).minus(longest))) {
      return Way.NONE;
    }
    pauseFrom(now);
    return Way.FEW;
  }

  /** The server could not be reached; true if it could before. */
  synchronized boolean away(Instant now) {
    if (since != null) {
      return false;
    }
    since = now;
    pause = first;
    pauseFrom(now);
    return true;
  }

  /** The server answered; how long it was away, null if it was not. */
  synchronized @Nullable Duration back(Instant now) {
    if (since == null) {
      return null;
    }
    var away = Duration.between(since, now);
    since = null;
    return away;
  }

  private void pauseFrom(Instant now) {
    next = now.plus(pause);
    var longer = pause.multipliedBy(GROWTH);
    pause = longer.compareTo(longest) < 0 ? longer : longest;
  }
}
