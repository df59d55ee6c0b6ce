package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden numbers of the KPI definitions. */
class KpiMathTest {
  @ParameterizedTest
  @CsvSource({
    "500, 300, 200, 30.0, 25.08, 34.74",
    "10, 5, 5, 25.0, -11.72, 55.19",
    "3, 0, 0, 100.0, -6.58, 100"
  })
  void netPromoterScoreHasItsAdjustedWaldInterval(
      long promoters, long passives, long detractors, double value, double low, double high) {
    var nps = Nps.of(promoters, passives, detractors);
    assertThat(nps.value()).isEqualTo(value);
    assertThat(nps.low()).isCloseTo(low, within(0.005));
    assertThat(nps.high()).isCloseTo(high, within(0.005));
  }

  @Test
  void theEuropeanScoreMovesTheScaleByOne() {
    var onceEach = scores(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(Nps.of(onceEach).value()).isCloseTo(-45.4545, within(0.00005));
    assertThat(Nps.european(onceEach).value()).isCloseTo(-27.2727, within(0.00005));
    var nine = scores(10, 9, 8, 8, 7, 6, 6, 5, 0);
    assertThat(Nps.of(nine).value()).isCloseTo(-22.2222, within(0.00005));
    assertThat(Nps.european(nine).value()).isCloseTo(22.2222, within(0.00005));
  }

  @Test
  void aScoreOfZeroIsZeroAndNoAnswersAreNull() {
    assertThat(Nps.of(1, 0, 1).value()).isZero();
    var none = Nps.of(scores());
    assertThat(none).isEqualTo(new Nps(null, 0, 0, 0, 0, null, null));
    assertThat(Mean.of(scores()).value()).isNull();
    assertThat(Mean.of(scores()).interval()).isNull();
    assertThat(new Share(0, 0).value()).isNull();
    assertThat(new Share(0, 0).wilson()).isNull();
    assertThat(new ResponseTimes(new TreeMap<>()).percentile(0.5)).isNull();
    var noStars = new Distribution(1, new long[5]);
    var noPoints = new Distribution(1, new long[10]);
    var rating = RatingKpi.of(noStars, noPoints, new Distribution(0, new long[2]), 4.2);
    assertThat(rating.average()).isNull();
    assertThat(rating.bayesianAverage()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"9, 10, .59585", "90, 100, .825634", "1, 1, .206549", "0, 5, 0"})
  void wilsonsLowerBound(long hits, long n, double low) {
    assertThat(new Share(hits, n).wilson().low()).isCloseTo(low, within(0.0000005 * 10));
  }

  @ParameterizedTest
  @CsvSource({"1, 5.0, 4.272727", "100, 4.5, 4.472727"})
  void theBayesianAverageIsDrawnTowardsTheMeanOverAll(long n, double mean, double expected) {
    var drawn = RatingKpi.bayesian(new Mean(n, n * mean, 0, 1, 5), 4.2);
    assertThat(drawn).isCloseTo(expected, within(0.0000005));
  }

  /**
   * By hand, with a 1 and a 5 more: 5, 5 and these have variance 4, so 5 - 1.96 * 2 / sqrt(2); ten
   * fives and these 16/12, so 5 - 1.96 * 1.1547 / sqrt(10). Without a spread of their own 100 are
   * still not certain; where the numbers themselves are farther apart, theirs is the variance.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 2, 2.2282, 5",
    "0, 10, 4.2843, 5",
    "0, 100, 4.9224, 5",
    "10, 0, 1, 1.7157",
    "2, 2, 1, 5",
    "50, 50, 2.6060, 3.3940"
  })
  void equalRatingsAreNoCertainty(long ones, long fives, double low, double high) {
    var stars = new Distribution(1, new long[] {ones, 0, 0, 0, fives});
    var interval = Mean.of(stars).interval();
    assertThat(interval.low()).isCloseTo(low, within(0.00006));
    assertThat(interval.high()).isCloseTo(high, within(0.00006));
  }

  @Test
  void scalesAreNormalisedAndThumbsKeptApart() {
    var stars = new Distribution(1, new long[] {1, 0, 0, 0, 1});
    var points = new Distribution(1, new long[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    var thumbs = new Distribution(0, new long[] {7, 1});
    var rating = RatingKpi.of(stars, points, thumbs, 3.0);
    assertThat(rating.average()).isEqualTo(3.0);
    assertThat(rating.count()).isEqualTo(4);
    assertThat(rating.distribution().get("THUMBS")).containsEntry("0", 7L).containsEntry("1", 1L);
    assertThat(rating.distribution().get("POINTS_10")).containsEntry("10", 1L);
  }

  @Test
  void aTenOfTenIsAFiveAndNotATwoAndAHalf() {
    var points = new Distribution(1, new long[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 3});
    var none = new Distribution(1, new long[5]);
    assertThat(RatingKpi.mean(none, points).value()).isEqualTo(5.0);
  }

  @Test
  void satisfactionIsTheTopTwoBoxesWithTheMeanBesideIt() {
    var answers =
        new Counts().add(Measure.csat(5), 2).add(Measure.csat(4), 1).add(Measure.csat(1), 1);
    var csat = KpiAnswer.Csat.of(answers.csat());
    assertThat(csat.value()).isEqualTo(0.75);
    assertThat(csat.mean()).isEqualTo(3.75);
    assertThat(csat.n()).isEqualTo(4);
    assertThat(csat.low()).isCloseTo(new Share(3, 4).wilson().low(), within(1e-12));
    assertThat(csat.meanLow()).isLessThan(3.75);
    assertThat(KpiAnswer.Csat.of(new Counts().csat()))
        .isEqualTo(new KpiAnswer.Csat(null, null, 0, null, null, null, null));
  }

  @Test
  void effortIsTheMeanWithTheShareOfFiveToSevenBesideIt() {
    var answers = new Counts().add(Measure.ces(7), 1).add(Measure.ces(5), 1).add(Measure.ces(3), 2);
    var ces = KpiAnswer.Ces.of(answers.ces());
    assertThat(ces.mean()).isEqualTo(4.5);
    assertThat(ces.share5to7()).isEqualTo(0.5);
    assertThat(ces.n()).isEqualTo(4);
    assertThat(4.5).isBetween(ces.low(), ces.high());
    assertThat(0.5).isBetween(ces.shareLow(), ces.shareHigh());
  }

  @ParameterizedTest
  @CsvSource({"PT1H, PT3H, PT24H, PT3H, PT24H", "PT0S, PT0S, PT1S, PT0S, PT1S"})
  void percentilesAreAtMostOnePercentOff(
      Duration a, Duration b, Duration c, Duration median, Duration p90) {
    var counts = new TreeMap<Integer, Long>();
    for (var time : new Duration[] {a, b, c}) {
      counts.merge(ResponseTimes.bucket(time), 1L, Long::sum);
    }
    var times = new ResponseTimes(counts);
    assertThat((double) times.percentile(0.5).toMillis())
        .isCloseTo(median.toMillis(), within(median.toMillis() * 0.01));
    assertThat((double) times.percentile(0.9).toMillis())
        .isCloseTo(p90.toMillis(), within(p90.toMillis() * 0.01));
  }

  static Distribution scores(int... answers) {
    var counts = new long[11];
    Arrays.stream(answers).forEach(a -> counts[a]++);
    return new Distribution(0, counts);
  }
}
