package heed.metrics;

import heed.metrics.Benchmark.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts competitors beside us, and claims a difference only where it can: the same scale, a period
 * that lies in the window, enough ratings, intervals that do not overlap. Told ratings of several
 * periods add up, but never those of periods that overlap, since a rating may be in both.
 */
final class BenchmarkDecider {
  /** What we are beside a competitor. */
  enum Standing {
    BETTER,
    WORSE,
    /** The intervals overlap. */
    NO_DIFFERENCE
  }

  /** Where a competitor's ratings come from. */
  enum Basis {
    /** Reviews of a competitor's storefront. */
    REVIEWS,
    /** Told over REST. */
    TOLD
  }

  /** Why nothing is claimed. */
  enum Silence {
    /** The period does not lie in the window. */
    PERIOD,
    /** Another period of the same competitor covers part of it, and is compared. */
    OVERLAP,
    /** Fewer than ten ratings on one side. */
    TOO_FEW
  }

  /**
   * A competitor beside us.
   *
   * @param sources where told ratings were seen
   * @param standing null where nothing is claimed
   * @param silence why not; null where something is
   */
  record Beside(
      String competitor,
      Basis basis,
      Period period,
      List<String> sources,
      BenchmarkSide theirs,
      @Nullable Standing standing,
      @Nullable Silence silence) {}

  /**
   * @param told ratings whose period overlaps the window
   * @param reviewed what the reviews of competitors' storefronts say in the window
   */
  static List<Beside> of(
      BenchmarkSide ours,
      List<Benchmark> told,
      SortedMap<String, BenchmarkSide> reviewed,
      Instant from,
      Instant to) {
    var window = new Period(from, to);
    var beside = new ArrayList<Beside>();
    reviewed.forEach(
        (competitor, theirs) ->
            beside.add(compared(ours, competitor, Basis.REVIEWS, window, List.of(), theirs)));
    var perCompetitor = new TreeMap<String, List<Benchmark>>();
    told.stream()
        .filter(b -> b.period().overlaps(window))
        .forEach(b -> perCompetitor.computeIfAbsent(b.competitor(), c -> new ArrayList<>()).add(b));
    for (Map.Entry<String, List<Benchmark>> of : perCompetitor.entrySet()) {
      beside.addAll(ofCompetitor(ours, of.getKey(), of.getValue(), window));
    }
    return beside;
  }

  private static List<Beside> ofCompetitor(
      BenchmarkSide ours, String competitor, List<Benchmark> told, Period window) {
    var used = new ArrayList<Benchmark>();
    var silent = new ArrayList<Beside>();
    var latestFirst = told.stream().sorted((a, b) -> a.period().compareTo(b.period())).toList();
    for (var benchmark : latestFirst) {
      if (!benchmark.period().liesIn(window)) {
        silent.add(silent(benchmark, Silence.PERIOD));
      } else if (used.stream().anyMatch(u -> u.period().overlaps(benchmark.period()))) {
        silent.add(silent(benchmark, Silence.OVERLAP));
      } else {
        used.add(benchmark);
      }
    }
    var beside = new ArrayList<Beside>();
    if (!used.isEmpty()) {
      beside.add(
          compared(
              ours,
              competitor,
              Basis.TOLD,
              used.stream().map(Benchmark::period).reduce(Period::and).orElseThrow(),
              sources(used),
              used.stream()
                  .map(BenchmarkSide::of)
                  .reduce(BenchmarkSide.NONE, BenchmarkSide::plus)));
    }
    beside.addAll(silent);
    return beside;
  }

  private static Beside silent(Benchmark benchmark, Silence why) {
    return new Beside(
        benchmark.competitor(),
        Basis.TOLD,
        benchmark.period(),
        sources(List.of(benchmark)),
        BenchmarkSide.of(benchmark),
        null,
        why);
  }

  private static List<String> sources(List<Benchmark> told) {
    return told.stream()
        .map(Benchmark::source)
        .filter(java.util.Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  private static Beside compared(
      BenchmarkSide ours,
      String competitor,
      Basis basis,
      Period period,
      List<String> sources,
      BenchmarkSide theirs) {
    var standing = standing(ours.ratings(), theirs.ratings());
    return new Beside(
        competitor,
        basis,
        period,
        sources,
        theirs,
        standing,
        standing == null ? Silence.TOO_FEW : null);
  }

  /** Null where there are too few to tell. */
  static @Nullable Standing standing(Mean ours, Mean theirs) {
    var a = ours.interval();
    var b = theirs.interval();
    if (a == null
        || b == null
        || ours.n() < MeanDifference.LEAST
        || theirs.n() < MeanDifference.LEAST) {
      return null;
    }
    if (a.low() > b.high()) {
      return Standing.BETTER;
    }
    return a.high() < b.low() ? Standing.WORSE : Standing.NO_DIFFERENCE;
  }

  private BenchmarkDecider() {}
}
