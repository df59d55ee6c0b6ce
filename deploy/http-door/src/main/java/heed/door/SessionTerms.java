package heed.door;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long a session lasts: {@code heed.session.idle} after the last thing that somebody did, and
 * never beyond {@code heed.session.longest} after it was opened.
 */
@Singleton
class SessionTerms {
  private final Duration idle;
  private final Duration longest;

  SessionTerms(
      @ConfigProperty(name = "heed.session.idle", defaultValue = "PT30M") Duration idle,
      @ConfigProperty(name = "heed.session.longest", defaultValue = "PT12H") Duration longest) {
    if (!idle.isPositive() || longest.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "heed.session.idle is %s and heed.session.longest is %s: the first must be positive, the second not shorter"
              .formatted(idle, longest));
    }
    this.idle = idle;
    this.longest = longest;
  }

  Duration longest() {
    return longest;
  }

  /** The length of a session whose word holds so long at most. */
  Duration shorter(Duration atMost) {
    return atMost.compareTo(longest) < 0 ? atMost : longest;
  }

  /** True if the session is over at this time. */
  boolean over(Instant end, Instant seen, Instant now) {
    return !now.isBefore(end) || !now.isBefore(seen.plus(idle));
  }

  /**
   * True if what somebody does now is to be noted; not at every step, so that few cookies go out.
   */
  boolean due(Instant seen, Instant now) {
    return !now.isBefore(seen.plus(idle.dividedBy(20)));
  }
}
