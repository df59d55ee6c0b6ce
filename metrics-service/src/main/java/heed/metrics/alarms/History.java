package heed.metrics.alarms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The past of a scope, hour by hour, as it stands now: late reviews, edits and erasures are in it.
 */
final class History {
  /** How far back it goes. */
  static final Duration REACH = Duration.ofDays(56);

  private static final int HOURS_OF_WEEK = 168;
  private static final int LEAST_WEEKS = 4;

  /**
   * One hour of it.
   *
   * @param alarmed true while an alarm was open: then it says nothing of what is usual
   */
  record Hour(Instant at, long n, long negatives, boolean alarmed) {}

  private final double prior;
  private final long first;
  private final Hour[] hours;
  private final long[] n;
  private final long[] negatives;

  /**
   * @param past hours with reviews, in any order; an hour that is missing had none
   * @param prior the share that is usual elsewhere
   */
  History(List<Hour> past, double prior) {
    this.prior = prior;
    first = past.stream().mapToLong(h -> number(h.at())).min().orElse(0);
    var last = past.stream().mapToLong(h -> number(h.at())).max().orElse(-1);
    hours = new Hour[(int) (last - first + 1)];
    past.forEach(h -> hours[(int) (number(h.at()) - first)] = h);
    n = new long[hours.length + 1];
    negatives = new long[hours.length + 1];
    for (var i = 0; i < hours.length; i++) {
      var counts = hours[i] != null && !hours[i].alarmed();
      n[i + 1] = n[i] + (counts ? hours[i].n() : 0);
      negatives[i + 1] = negatives[i] + (counts ? hours[i].negatives() : 0);
    }
  }

  /** What is usual for the hour that begins then; only what was before it counts. */
  Baseline baseline(Instant at) {
    var to = number(at);
    var from = Math.max(first, to - REACH.toHours());
    var weeks = hours.length == 0 ? 0 : Math.max(0, to - from) / (double) HOURS_OF_WEEK;
    var some = sum(n, from, to);
    var unhappy = sum(negatives, from, to);
    return new Baseline(some, unhappy, weeks, expected(from, to, unhappy, weeks), prior);
  }

  /**
   * The mean of the same hour in the past four to eight weeks; the mean of all hours counts as one
   * week more, so that a few silent weeks do not make every review a surprise.
   */
  private @Nullable Double expected(long from, long to, long unhappy, double weeks) {
    if (weeks < LEAST_WEEKS) {
      return null;
    }
    var sum = unhappy / (weeks * HOURS_OF_WEEK);
    var seen = 0;
    for (var then = to - HOURS_OF_WEEK; then >= from; then -= HOURS_OF_WEEK) {
      var hour = then - first < hours.length ? hours[(int) (then - first)] : null;
      if (hour == null || !hour.alarmed()) {
        sum += hour == null ? 0 : hour.negatives();
        seen++;
      }
    }
    return seen < LEAST_WEEKS ? null : sum / (seen + 1);
  }

  private long sum(long[] upTo, long from, long to) {
    var end = (int) Math.min(hours.length, Math.max(0, to - first));
    var start = (int) Math.min(end, Math.max(0, from - first));
    return upTo[end] - upTo[start];
  }

  private static long number(Instant at) {
    return at.getEpochSecond() / 3600;
  }
}
