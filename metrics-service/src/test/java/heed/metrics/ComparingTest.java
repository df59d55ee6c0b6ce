package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be claimed of a comparison, and what a mean is worth where it comes from. */
class ComparingTest {
  @Test
  void onlyWhatIsClearOfTheRestIsCalledDifferent() {
    var sums =
        Map.of(
            "LV", answers(90, 5, 5),
            "DE", answers(30, 40, 30),
            "SI", answers(5, 5, 90),
            "EE", answers(2, 1, 0));
    var compared = Comparing.of(Kpi.NPS, sums, Map.of());
    assertThat(compared).extracting(Kpis.Compared::key).containsExactly("DE", "LV", "SI", "EE");
    assertThat(compared)
        .extracting(Kpis.Compared::difference)
        .as("three answers are too few to claim anything")
        .containsExactly(Difference.NO_DIFFERENCE, Difference.ABOVE, Difference.BELOW, null);
    assertThat(compared).extracting(Kpis.Compared::adjusted).containsOnlyNulls();
  }

  @Test
  void fewEqualRatingsAreCalledNeitherAboveNorBelow() {
    var two = Map.of("LV", stars(0, 2), "DE", stars(2, 0));
    assertThat(Comparing.of(Kpi.RATING, two, Map.of()))
        .extracting(Kpis.Compared::difference)
        .containsOnlyNulls();
    var nine = Map.of("LV", stars(0, 9), "DE", stars(90, 0));
    assertThat(Comparing.of(Kpi.RATING, nine, Map.of()))
        .extracting(Kpis.Compared::difference)
        .containsOnlyNulls();
    var ten = Map.of("LV", stars(0, 10), "DE", stars(90, 0));
    assertThat(Comparing.of(Kpi.RATING, ten, Map.of()))
        .extracting(Kpis.Compared::difference)
        .containsExactly(Difference.BELOW, Difference.ABOVE);
  }

  private static Counts stars(long ones, long fives) {
    return new Counts()
        .add(Measure.REVIEWS, ones + fives)
        .add(Measure.STARS_1, ones)
        .add(Measure.STARS_5, fives);
  }

  @Test
  void aloneOrWithoutAnswersNothingIsClaimed() {
    var none = new Counts().add(Measure.REVIEWS, 3);
    var alone = Comparing.of(Kpi.NPS, Map.of("LV", answers(3, 3, 3)), Map.of());
    assertThat(alone).extracting(Kpis.Compared::difference).containsExactly((Difference) null);
    var empty = Comparing.of(Kpi.NPS, Map.of("LV", answers(3, 3, 3), "DE", none), Map.of());
    assertThat(empty).extracting(Kpis.Compared::value).containsExactly(0.0, null);
    assertThat(empty)
        .extracting(Kpis.Compared::difference)
        .containsExactly((Difference) null, null);
  }

  /**
   * By hand: all give 3 on average with a spread of 1; here they usually give 4 with the same
   * spread. Ninety answers of 4.5 are half a spread above, drawn in by 90 / 100: 3 + 0.45.
   */
  @Test
  void aMeanIsWorthWhatItIsWhereItComesFrom() {
    var pooled = mean(1_000_000, 3, 1);
    var habit = mean(1_000_000, 4, 1);
    assertThat(Culture.adjusted(mean(90, 4.5, 1), habit, pooled)).isCloseTo(3.45, within(1e-4));
    assertThat(Culture.adjusted(mean(90, 4.0, 1), habit, pooled)).isCloseTo(3.0, within(1e-4));
    assertThat(Culture.adjusted(mean(0, 0, 0), habit, pooled)).isNull();
  }

  /** Ten answers weigh as much as the pooled mean: ten fours count as 3.5, thirty answers 3/4. */
  @ParameterizedTest
  @CsvSource({"0.5, 1, 3.75", "0, 0.8, 3.375", "0, 0, 3", "0.5, 0, 3", "0.1, 1, 5"})
  void theHabitOfFewIsDrawnToThePooledMeanAndWithoutASpreadThatOfAllIsTaken(
      double spread, double wide, double adjusted) {
    var habit = mean(10, 4, spread);
    var pooled = mean(1_000, 3, wide);
    assertThat(Culture.adjusted(mean(30, 4, 1), habit, pooled)).isCloseTo(adjusted, within(1e-9));
  }

  @Property
  void fewAnswersAreDrawnToThePooledMeanAndAllStayOnTheScale(
      @ForAll @LongRange(min = 1, max = 100_000) long n,
      @ForAll @IntRange(min = 100, max = 500) int hundredths,
      @ForAll @IntRange(min = 100, max = 500) int usual) {
    var pooled = mean(10_000, 3.5, 1);
    var habit = mean(5_000, usual / 100.0, 0.8);
    var value = hundredths / 100.0;
    var adjusted = Culture.adjusted(mean(n, value, 0.5), habit, pooled);
    assertThat(adjusted).isBetween(1.0, 5.0);
    var more = Culture.adjusted(mean(n * 2, value, 0.5), habit, pooled);
    assertThat(Math.abs(more - 3.5)).isGreaterThanOrEqualTo(Math.abs(adjusted - 3.5) - 1e-9);
    var better = Culture.adjusted(mean(n, Math.min(5, value + 0.1), 0.5), habit, pooled);
    assertThat(better).isGreaterThanOrEqualTo(adjusted - 1e-9);
  }

  @Property
  void aDifferenceIsTheOtherWayRoundFromTheOtherSide(
      @ForAll @IntRange(max = 50) int a, @ForAll @IntRange(max = 50) int b) {
    var one = new Interval(a, a + 5);
    var other = new Interval(b, b + 5);
    var expected =
        switch (Difference.of(other, one)) {
          case ABOVE -> Difference.BELOW;
          case BELOW -> Difference.ABOVE;
          case NO_DIFFERENCE -> Difference.NO_DIFFERENCE;
        };
    assertThat(Difference.of(one, other)).isEqualTo(expected);
  }

  private static Counts answers(long promoters, long passives, long detractors) {
    return new Counts()
        .add(Measure.REVIEWS, promoters + passives + detractors)
        .add(Measure.nps(10), promoters)
        .add(Measure.nps(7), passives)
        .add(Measure.nps(0), detractors);
  }

  private static Mean mean(long n, double mean, double deviation) {
    var squares = n < 2 ? n * mean * mean : n * mean * mean + (n - 1) * deviation * deviation;
    return new Mean(n, n * mean, squares, 1, 5);
  }
}
