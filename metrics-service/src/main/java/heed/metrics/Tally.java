package heed.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What changes in the counters: the facts as they are now less the facts as they were. Facts that
 * did not change leave nothing in it.
 */
final class Tally {
  private static final int HOURS = 24;

  /**
   * Where reviewers are counted, an hour a column; products are not, which counters have by day.
   *
   * @param value empty for the storefront itself
   * @param day of UTC, since 1970
   */
  record ReviewerDay(String storefront, Dimension dimension, String value, long day) {
    Instant begins() {
      return Instant.EPOCH.plus(day, ChronoUnit.DAYS);
    }
  }

  /** Whole hours with every dimension; every grain follows from them. */
  private final Map<Cell, Counts> counts = new HashMap<>();

  private final Map<Cell, Map<Integer, Long>> responses = new HashMap<>();
  private final Map<Cell, Counts> ofProducts = new HashMap<>();
  private final Map<ReviewerDay, int[]> reviewers = new HashMap<>();

  /** What counts in this cell. */
  Counts at(Cell cell) {
    return counts.computeIfAbsent(hour(cell), c -> new Counts());
  }

  void add(Cell cell, Measure measure, int sign) {
    at(cell).add(measure, sign);
  }

  void addResponse(Cell cell, int bucket, int sign) {
    responses
        .computeIfAbsent(hour(cell), c -> new HashMap<>())
        .merge(bucket, (long) sign, Long::sum);
  }

  /** Reviewers are counted per scope, so they do not follow from finer cells. */
  void addReviewer(String storefront, Scope scope, Instant at, int sign) {
    if (scope.dimension() == Dimension.PRODUCT) {
      var cell = Grain.PRODUCT_DAY.of(storefront, scope.value(), at);
      ofProducts.computeIfAbsent(cell, c -> new Counts()).add(Measure.REVIEWERS, sign);
      return;
    }
    var value = scope.dimension() == Dimension.STOREFRONT ? "" : scope.value();
    var hours = Math.floorDiv(at.getEpochSecond(), 3600L);
    var day =
        new ReviewerDay(storefront, scope.dimension(), value, Math.floorDiv(hours, (long) HOURS));
    reviewers.computeIfAbsent(day, d -> new int[HOURS])[(int) Math.floorMod(hours, (long) HOURS)] +=
        sign;
  }

  /** Replaces one fact by another. */
  void replace(Fact before, Fact after) {
    before.count(this, -1);
    after.count(this, 1);
  }

  /** Changes of the cells of a grain, without those that come to nothing, in order. */
  SortedMap<Cell, Counts> of(Grain grain) {
    return new TreeMap<>(of(grain, counts));
  }

  private Map<Cell, Counts> of(Grain grain, Map<Cell, Counts> finer) {
    var rolled = rolled(grain, finer);
    if (grain == Grain.PRODUCT_DAY) {
      ofProducts.forEach((cell, n) -> rolled.computeIfAbsent(cell, c -> new Counts()).add(n));
    }
    rolled.values().removeIf(Counts::isZero);
    return rolled;
  }

  /** Every grain: what products have in common is rolled up once. */
  void forEach(BiConsumer<Grain, Map<Cell, Counts>> use) {
    var hours = rolled(Grain.HOUR, counts);
    for (var grain : Grain.values()) {
      use.accept(grain, of(grain, grain.has(Dimension.PRODUCT) ? counts : hours));
    }
  }

  /** Changes of reviewers by the hours of days. */
  Map<ReviewerDay, int[]> reviewers() {
    return reviewers;
  }

  /** Changes of the answers per bucket, in order. */
  SortedMap<Cell, SortedMap<Integer, Long>> responses(Grain grain) {
    var rolled = new TreeMap<Cell, SortedMap<Integer, Long>>();
    responses.forEach(
        (cell, buckets) -> {
          var into = rolled.computeIfAbsent(grain.of(cell), c -> new TreeMap<>());
          buckets.forEach((bucket, n) -> into.merge(bucket, n, Long::sum));
        });
    rolled.values().forEach(buckets -> buckets.values().removeIf(n -> n == 0));
    rolled.values().removeIf(Map::isEmpty);
    return rolled;
  }

  private static Map<Cell, Counts> rolled(Grain grain, Map<Cell, Counts> finer) {
    var rolled = new HashMap<Cell, Counts>();
    finer.forEach((cell, n) -> rolled.computeIfAbsent(grain.of(cell), c -> new Counts()).add(n));
    return rolled;
  }

  private static Cell hour(Cell cell) {
    return new Cell(
        cell.storefront(),
        cell.product(),
        cell.country(),
        cell.channel(),
        cell.language(),
        cell.at().truncatedTo(ChronoUnit.HOURS));
  }
}
