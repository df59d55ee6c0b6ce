package heed.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How often something happened in the last 24 hours, to a quarter of an hour: a ring of counts,
 * which is as small however much happens.
 */
final class LastDay {
  private static final long QUARTER = Duration.ofMinutes(15).toSeconds();
  private static final int QUARTERS = 96;

  private final long[] counts = new long[QUARTERS];

  /** The latest quarter that was counted or asked about, since 1970. */
  private long latest = Long.MIN_VALUE;

  /**
   * @param times 0 or more; what is older than a day counts nothing
   */
  synchronized void add(Instant at, long times) {
    var quarter = quarter(at);
    forgetUntil(quarter);
    if (quarter > latest - QUARTERS) {
      counts[place(quarter)] += times;
    }
  }

  /** In this quarter of an hour and the 95 before it. */
  synchronized long sum(Instant now) {
    forgetUntil(quarter(now));
    return Arrays.stream(counts).sum();
  }

  /** What lies a day back makes room for what comes now. */
  private void forgetUntil(long quarter) {
    for (var q = Math.max(latest, quarter - QUARTERS) + 1; q <= quarter; q++) {
      counts[place(q)] = 0;
    }
    latest = Math.max(latest, quarter);
  }

  private static long quarter(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), QUARTER);
  }

  private static int place(long quarter) {
    return Math.floorMod(quarter, QUARTERS);
  }
}
