package heed.alerting.telling;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How what waits for one recipient is told: one by one, as one digest, or later.
 *
 * @param most messages within the window
 */
record GatherDecider(int most, Duration window) {
  GatherDecider {
    if (most < 1) {
      throw new IllegalArgumentException("heed.telling.digest-from is " + most + ", must be 1 up");
    }
  }

  /** The decision. */
  sealed interface Gathering {
    record OneByOne() implements Gathering {}

    record Digest() implements Gathering {}

    /** Enough was said already; what waits meanwhile comes as one. */
    record Later(Instant at) implements Gathering {}
  }

  /**
   * Decides.
   *
   * @param waiting how many notices
   * @param recent when messages were made for the recipient, oldest first
   */
  Gathering decide(int waiting, List<Instant> recent, Instant now) {
    var within = recent.stream().filter(at -> at.isAfter(now.minus(window))).toList();
    var free = most - within.size();
    if (free <= 0) {
      return new Gathering.Later(within.get(within.size() - most).plus(window));
    }
    return waiting <= free ? new Gathering.OneByOne() : new Gathering.Digest();
  }
}
