package heed.metrics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a KPI is per value of a dimension, and what may be claimed of it. */
final class Comparing {
  /**
   * Most counted first.
   *
   * @param sums per value
   * @param habits what is usual per value, for the adjustment; empty if there is none to make
   */
  static List<Kpis.Compared> of(Kpi kpi, Map<String, Counts> sums, Map<String, Counts> habits) {
    var total = sum(sums);
    var usual = kpi.judged(sum(habits));
    return sums.entrySet().stream()
        .filter(e -> !e.getValue().isZero())
        .map(
            e -> {
              var key = e.getKey();
              var figure = kpi.of(e.getValue());
              var rest = kpi.of(new Counts().add(total).subtract(e.getValue()));
              return new Kpis.Compared(
                  key.isEmpty() ? null : key,
                  figure.value(),
                  figure.n(),
                  figure.low(),
                  figure.high(),
                  difference(figure, rest),
                  adjusted(kpi, e.getValue(), habits.get(key), usual));
            })
        .sorted(
            Comparator.comparingLong(Kpis.Compared::n)
                .reversed()
                .thenComparing(c -> c.key() == null ? "" : c.key()))
        .toList();
  }

  /** Null where there are too few on a side to tell. */
  private static @Nullable Difference difference(Kpi.Figure one, Kpi.Figure rest) {
    return Math.min(one.n(), rest.n()) < MeanDifference.LEAST
        ? null
        : Difference.of(one.interval(), rest.interval());
  }

  private static @Nullable Double adjusted(
      Kpi kpi, Counts seen, @Nullable Counts habit, @Nullable Mean usual) {
    var mean = kpi.judged(seen);
    var own = habit == null ? null : kpi.judged(habit);
    return mean == null || own == null || usual == null ? null : Culture.adjusted(mean, own, usual);
  }

  private static Counts sum(Map<String, Counts> counts) {
    var sum = new Counts();
    counts.values().forEach(sum::add);
    return sum;
  }

  private Comparing() {}
}
