package heed.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Times to answer in buckets that grow by a constant factor, so that they add up and a percentile
 * is at most 1 % off (the sketch of Masson, Rim and Lee, "DDSketch", VLDB 2019).
 *
 * @param counts answers per bucket
 */
record ResponseTimes(SortedMap<Integer, Long> counts) {
  /** So many buckets are kept in a row. */
  static final int STRIPE = 16;

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

  /** The columns of a stripe, in order, each in this form; {@code %s} is its name. */
  static String columns(String form) {
    return IntStream.range(0, STRIPE)
        .mapToObj(i -> form.replace("%s", "n_" + i))
        .collect(Collectors.joining(", "));
  }

  /** Buckets as rows of them: what bucket {@code b} has is at {@code b % 16} of {@code b / 16}. */
  static SortedMap<Integer, long[]> stripes(Map<Integer, Long> buckets) {
    var stripes = new TreeMap<Integer, long[]>();
    buckets.forEach(
        (bucket, n) ->
            stripes.computeIfAbsent(bucket / STRIPE, s -> new long[STRIPE])[bucket % STRIPE] = n);
    return stripes;
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
    return n() == 0 ? null : at(Math.max(1, (long) Math.ceil(share * n())));
  }

  /**
   * The 95 % interval of a percentile by the ranks beside it, with no assumption about the times;
   * null of none.
   */
  @Nullable Range range(double share) {
    var n = n();
    if (n == 0) {
      return null;
    }
    var margin = Interval.Z * Math.sqrt(n * share * (1 - share));
    return new Range(
        at((long) Math.floor(share * n - margin)), at((long) Math.ceil(share * n + margin) + 1));
  }

  /** Both ends belong to it. */
  record Range(Duration low, Duration high) {}

  private Duration at(long rank) {
    var seen = 0L;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return time(entry.getKey());
      }
    }
    return time(counts.lastKey());
  }

  private static Duration time(int bucket) {
    return bucket == 0
        ? Duration.ZERO
        : Duration.ofMillis(Math.round(2 * Math.pow(GROWTH, bucket - 1) / (GROWTH + 1)));
  }
}
