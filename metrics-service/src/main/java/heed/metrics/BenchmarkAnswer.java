package heed.metrics;

import heed.metrics.Benchmark.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Us and our competitors side by side, on the scale of 1-5. */
record BenchmarkAnswer(
    String window,
    String storefront,
    @Nullable String product,
    Period period,
    Side ours,
    List<Theirs> theirs) {

  /**
   * One side.
   *
   * @param average 1-5; null of none
   * @param n ratings
   * @param low lower end of the average's interval
   * @param high upper end
   * @param negative share of up to two stars or four points
   */
  record Side(
      @Nullable Double average,
      long n,
      @Nullable Double low,
      @Nullable Double high,
      CausesAnswer.Part negative) {
    static Side of(BenchmarkSide side) {
      var mean = side.ratings();
      var interval = mean.interval();
      return new Side(
          mean.value(),
          mean.n(),
          interval == null ? null : interval.low(),
          interval == null ? null : interval.high(),
          CausesAnswer.Part.of(side.negative()));
    }
  }

  /**
   * A competitor.
   *
   * @param period that of the ratings; compared only if it lies in the window
   * @param sources where told ratings were seen
   * @param difference what we are beside it; null where nothing is claimed
   * @param silence why not
   */
  record Theirs(
      String competitor,
      BenchmarkDecider.Basis basis,
      Period period,
      List<String> sources,
      Side ratings,
      BenchmarkDecider.@Nullable Standing difference,
      BenchmarkDecider.@Nullable Silence silence) {
    static Theirs of(BenchmarkDecider.Beside beside) {
      return new Theirs(
          beside.competitor(),
          beside.basis(),
          beside.period(),
          beside.sources(),
          Side.of(beside.theirs()),
          beside.standing(),
          beside.silence());
    }
  }

  static BenchmarkAnswer of(
      Window window,
      String storefront,
      @Nullable String product,
      Period period,
      BenchmarkSide ours,
      List<BenchmarkDecider.Beside> beside) {
    return new BenchmarkAnswer(
        window.label(),
        storefront,
        product,
        period,
        Side.of(ours),
        beside.stream().map(Theirs::of).toList());
  }
}
