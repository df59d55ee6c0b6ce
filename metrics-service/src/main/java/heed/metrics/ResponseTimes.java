package heed.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Times to answer in buckets that grow by a constant factor, so that they add up and a percentile
 * is at most 1 % off (the sketch of Masson, Rim and Lee, "DDSketch", VLDB 2019).
 *
 * @param counts answers per bucket
 */
record ResponseTimes(SortedMap<Integer, Long> counts) {
  private static final double ERROR = 0.01;
  private static final double GROWTH = (1 + ERROR) / (1 - ERROR);

  ResponseTimes {
    counts = new TreeMap<>(counts);
  }

  /** The bucket of a time; 0 is that of no time at all, or of less than a millisecond. */
  static int bucket(Duration time) {
    var millis = time.toMillis();
    return millis <= 0 ? 0 : 1 + (int) Math.ceil(Math.log(millis) / Math.log(GROWTH));
  }

  ResponseTimes plus(ResponseTimes other) {
    var sum = new TreeMap<>(counts);
    other.counts.forEach((bucket, n) -> sum.merge(bucket, n, Long::sum));
    return new ResponseTimes(sum);
  }

  long n() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The time within which this share was answered; null of none.
   *
   * @param share above 0, up to 1
   */
  @Nullable Duration percentile(double share) {
    var rank = Math.max(1, (long) Math.ceil(share * n()));
    var seen = 0L;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return time(entry.getKey());
      }
    }
    return null;
  }

  private static Duration time(int bucket) {
    return bucket == 0
        ? Duration.ZERO
        : Duration.ofMillis(Math.round(2 * Math.pow(GROWTH, bucket - 1) / (GROWTH + 1)));
  }
}
