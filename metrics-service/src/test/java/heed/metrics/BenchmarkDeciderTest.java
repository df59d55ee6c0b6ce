package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import heed.events.Rating.Scale;
import heed.metrics.Benchmark.Period;
import heed.metrics.BenchmarkDecider.Basis;
import heed.metrics.BenchmarkDecider.Silence;
import heed.metrics.BenchmarkDecider.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** When anything is claimed of us and a competitor. */
class BenchmarkDeciderTest {
  private static final Instant TO = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant FROM = TO.minus(Duration.ofDays(30));
  private static final BenchmarkSide OURS = stars(5, 5, 10, 30, 50);

  @Test
  void theAverageTheShareAndTheStandingByHand() {
    // ours: (5 + 10 + 30 + 120 + 250) / 100 = 4.15, 10 of 100 negative; theirs: 3.2, 35 of 100
    var theirs = stars(20, 15, 15, 25, 25);
    assertThat(OURS.ratings().value()).isEqualTo(4.15);
    assertThat(OURS.negative()).isEqualTo(new Share(10, 100));
    assertThat(theirs.ratings().value()).isEqualTo(3.2);
    assertThat(theirs.negative().value()).isEqualTo(0.35);
    assertThat(only(told(20, theirs)).standing()).isEqualTo(Standing.BETTER);
    assertThat(only(told(20, stars(4, 6, 10, 30, 50))).standing())
        .isEqualTo(Standing.NO_DIFFERENCE);
    assertThat(only(told(20, stars(0, 0, 0, 10, 90))).standing()).isEqualTo(Standing.WORSE);
  }

  @Test
  void pointsAreReadOnTheSameScaleAsStars() {
    var points = new Distribution(1, new long[] {0, 0, 0, 20, 0, 0, 0, 0, 0, 80});
    var side = BenchmarkSide.of(told(20, Scale.POINTS_10, points));
    // four points are 1 + 4 * 3/9 = 2.3333 stars
    assertThat(side.ratings().value()).isCloseTo(0.8 * 5 + 0.2 * 7 / 3, within(1e-12));
    assertThat(side.negative().value()).isEqualTo(0.2);
  }

  @Test
  void fewRatingsClaimNothing() {
    var beside = only(told(20, stars(9, 0, 0, 0, 0)));
    assertThat(beside.standing()).isNull();
    assertThat(beside.silence()).isEqualTo(Silence.TOO_FEW);
    assertThat(beside.theirs().ratings().n()).isEqualTo(9);
  }

  @Test
  void tenEqualRatingsOnASideAreNoCertainty() {
    var fives = stars(0, 0, 0, 0, 10).ratings();
    var fours = stars(0, 0, 0, 10, 0).ratings();
    assertThat(BenchmarkDecider.standing(fives, fours)).isEqualTo(Standing.NO_DIFFERENCE);
    assertThat(BenchmarkDecider.standing(fives, stars(10, 0, 0, 0, 0).ratings()))
        .isEqualTo(Standing.BETTER);
  }

  @Test
  void aPeriodThatDoesNotLieInTheWindowIsShownAndClaimsNothing() {
    var period = new Period(FROM.minusSeconds(1), FROM.plusSeconds(9));
    var beside = only(with(period, stars(90, 0, 0, 0, 0)));
    assertThat(beside.period()).isEqualTo(period);
    assertThat(beside.standing()).isNull();
    assertThat(beside.silence()).isEqualTo(Silence.PERIOD);
    assertThat(decided(with(new Period(FROM.minusSeconds(9), FROM), stars(9, 0, 0, 0, 0))))
        .as("nothing in common with the window")
        .isEmpty();
  }

  @Test
  void periodsThatFollowEachOtherAddUpAndThoseThatOverlapDoNot() {
    var early = with(days(2, 9), stars(10, 0, 0, 0, 0));
    var late = with(days(9, 16), stars(0, 0, 0, 0, 20));
    var both = with(days(2, 12), stars(500, 0, 0, 0, 0));
    var beside = decided(early, late, both);
    assertThat(beside).hasSize(2);
    assertThat(beside.getFirst().theirs()).isEqualTo(stars(10, 0, 0, 0, 20));
    assertThat(beside.getFirst().period()).isEqualTo(days(2, 16));
    assertThat(beside.getFirst().sources()).containsExactly("seen");
    assertThat(beside.getLast().silence()).isEqualTo(Silence.OVERLAP);
    assertThat(beside.getLast().standing()).isNull();
  }

  @Test
  void reviewsOfACompetitorAreComparedOverTheWindowItself() {
    var reviewed = new TreeMap<String, BenchmarkSide>();
    reviewed.put("rival", stars(50, 10, 10, 10, 20));
    var beside = BenchmarkDecider.of(OURS, List.of(), reviewed, FROM, TO).getFirst();
    assertThat(beside.basis()).isEqualTo(Basis.REVIEWS);
    assertThat(beside.period()).isEqualTo(new Period(FROM, TO));
    assertThat(beside.standing()).isEqualTo(Standing.BETTER);
  }

  @Property
  void whoIsBetterIsNeverWorse(
      @ForAll @LongRange(max = 500) long a,
      @ForAll @LongRange(max = 500) long b,
      @ForAll @LongRange(max = 500) long c,
      @ForAll @LongRange(max = 500) long d) {
    var one = stars(a, 5, b, 5, 5).ratings();
    var other = stars(c, 5, d, 5, 5).ratings();
    var there = BenchmarkDecider.standing(one, other);
    var back = BenchmarkDecider.standing(other, one);
    assertThat(back)
        .isEqualTo(
            there == Standing.BETTER
                ? Standing.WORSE
                : there == Standing.WORSE ? Standing.BETTER : Standing.NO_DIFFERENCE);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Period(TO, FROM)).hasMessageContaining("must be before");
    assertThatThrownBy(() -> told(20, Scale.THUMBS, new Distribution(0, new long[] {1, 1})))
        .hasMessageContaining("THUMBS");
    assertThatThrownBy(() -> told(20, Scale.STARS_5, new Distribution(1, new long[10])))
        .hasMessageContaining("not of the scale");
  }

  private static BenchmarkDecider.Beside only(Benchmark told) {
    var beside = decided(told);
    assertThat(beside).hasSize(1);
    return beside.getFirst();
  }

  private static List<BenchmarkDecider.Beside> decided(Benchmark... told) {
    return BenchmarkDecider.of(OURS, List.of(told), new TreeMap<>(), FROM, TO);
  }

  private static Period days(int from, int to) {
    return new Period(FROM.plus(Duration.ofDays(from)), FROM.plus(Duration.ofDays(to)));
  }

  private static Benchmark told(int days, BenchmarkSide side) {
    return with(days(1, days), side);
  }

  private static Benchmark with(Period period, BenchmarkSide side) {
    return new Benchmark(
        "shop", "rival", null, period, Scale.STARS_5, side.stars(), "seen", TO, "test");
  }

  private static Benchmark told(int days, Scale scale, Distribution distribution) {
    return new Benchmark(
        "shop", "rival", null, days(1, days), scale, distribution, null, TO, "test");
  }

  private static BenchmarkSide stars(long one, long two, long three, long four, long five) {
    return new BenchmarkSide(
        new Distribution(1, new long[] {one, two, three, four, five}), BenchmarkSide.NONE.points());
  }
}
