package heed.launcher;

import java.time.Duration;

/**
 * How long to wait before a part that died is started again: 1 s, doubling to 30 s, and 1 s again
 * once it ran well for a minute.
 *
 * @param next the wait after the next death
 */
record Backoff(Duration next) {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration WELL = Duration.ofMinutes(1);

  static Backoff fresh() {
    return new Backoff(FIRST);
  }

  /** The wait that holds for a part that died after it had been ready for so long. */
  Backoff afterRunning(Duration ran) {
    return ran.compareTo(WELL) >= 0 ? fresh() : this;
  }

  Backoff doubled() {
    var twice = next.multipliedBy(2);
    return new Backoff(twice.compareTo(LONGEST) > 0 ? LONGEST : twice);
  }
}
