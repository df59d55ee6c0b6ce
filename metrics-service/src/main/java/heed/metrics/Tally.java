package heed.metrics;

import java.util.Map;
import java.util.TreeMap;

/**
 * What changes in the counters: the facts as they are now less the facts as they were. Facts that
 * did not change leave nothing in it.
 */
final class Tally {
  private final Map<Cell, Counts> counts = new TreeMap<>();
  private final Map<Cell, TreeMap<Integer, Long>> responses = new TreeMap<>();

  void add(Cell cell, Measure measure, int sign) {
    var hour = Grain.PRODUCT_HOUR.of(cell);
    counts.computeIfAbsent(hour, c -> new Counts()).add(measure, sign);
  }

  void addResponse(Cell cell, int bucket, int sign) {
    var hour = Grain.PRODUCT_HOUR.of(cell);
    responses.computeIfAbsent(hour, c -> new TreeMap<>()).merge(bucket, (long) sign, Long::sum);
  }

  /** Replaces one fact by another. */
  void replace(Fact before, Fact after) {
    before.count(this, -1);
    after.count(this, 1);
  }

  /** Changes of the roll-ups, without those that come to nothing, in locking order. */
  Map<Cell, Counts> of(Grain grain) {
    var rolled = new TreeMap<Cell, Counts>();
    counts.forEach((cell, n) -> rolled.computeIfAbsent(grain.of(cell), c -> new Counts()).add(n));
    rolled.values().removeIf(Counts::isZero);
    return rolled;
  }

  /** Changes of the answers per bucket, whole hours, in locking order. */
  Map<Cell, TreeMap<Integer, Long>> responses() {
    responses.values().forEach(buckets -> buckets.values().removeIf(n -> n == 0));
    responses.values().removeIf(Map::isEmpty);
    return responses;
  }
}
