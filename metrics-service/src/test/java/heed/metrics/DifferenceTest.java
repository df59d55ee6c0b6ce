package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden numbers of differences with their intervals. */
class DifferenceTest {
  /** As printed in every table of the distribution. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.7062",
    "2, 4.3027",
    "3, 3.1824",
    "4, 2.7764",
    "5, 2.5706",
    "9, 2.2622",
    "10, 2.2281",
    "20, 2.0860",
    "30, 2.0423",
    "60, 2.0003",
    "120, 1.9799",
    "10000000, 1.95996"
  })
  void studentsQuantileIsThatOfTheTables(double freedom, double quantile) {
    assertThat(StudentT.quantile95(freedom)).isCloseTo(quantile, within(0.00005));
  }

  @Property
  void theQuantileFallsAsFreedomGrows(@ForAll @DoubleRange(min = 1, max = 1e5) double freedom) {
    var quantile = StudentT.quantile95(freedom);
    assertThat(quantile).isGreaterThanOrEqualTo(StudentT.quantile95(freedom + 1));
    assertThat(StudentT.upperTail(quantile, freedom)).isCloseTo(0.025, within(1e-9));
  }

  @Test
  void thereIsNoDistributionOfLessThanOneDegreeOfFreedom() {
    assertThatThrownBy(() -> StudentT.quantile95(0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5");
  }

  /**
   * Newcombe's own examples (1998, table II): 56/70 and 48/80, 9/10 and 3/10, 6/7 and 2/7, 5/56 and
   * 0/29, 0/10 and 0/20, 10/10 and 0/10.
   */
  @ParameterizedTest
  @CsvSource({
    "56, 70, 48, 80, 0.0524, 0.3339",
    "9, 10, 3, 10, 0.1705, 0.8090",
    "6, 7, 2, 7, 0.0582, 0.8062",
    "5, 56, 0, 29, -0.0381, 0.1926",
    "0, 10, 0, 20, -0.1611, 0.2775",
    "10, 10, 0, 10, 0.6075, 1.0000"
  })
  void sharesDifferByNewcombesInterval(
      long hits, long n, long otherHits, long otherN, double low, double high) {
    var difference = new ShareDifference(new Share(hits, n), new Share(otherHits, otherN));
    assertThat(difference.interval().low()).isCloseTo(low, within(0.00006));
    assertThat(difference.interval().high()).isCloseTo(high, within(0.00006));
  }

  /**
   * By hand: 1,1,2,2,4 has mean 2 and variance 6/4 = 1.5; 3,4,4,5,5,5,4,5,3,2 has mean 4 and
   * variance 10/9. Squared errors .3 and .1111; freedom .4111^2 / (.09/4 + .012346/9) = 7.0808;
   * quantile 2.3596; margin 2.3596 * .64118 = 1.5129.
   */
  @Test
  void meansDifferByWelchsInterval() {
    var difference = new MeanDifference(mean(1, 1, 2, 2, 4), mean(3, 4, 4, 5, 5, 5, 4, 5, 3, 2));
    assertThat(difference.value()).isEqualTo(-2);
    assertThat(difference.interval().low()).isCloseTo(-3.5129, within(0.0005));
    assertThat(difference.interval().high()).isCloseTo(-0.4871, within(0.0005));
    assertThat(difference.finding()).as("five are too few to claim anything").isNull();
  }

  @Test
  void nothingIsClaimedWhereTheIntervalHoldsZero() {
    var ten = mean(1, 2, 3, 4, 5, 1, 2, 3, 4, 5);
    assertThat(new MeanDifference(ten, mean(1, 2, 3, 4, 5, 1, 2, 3, 4, 4)).finding())
        .isEqualTo(Finding.NO_DIFFERENCE);
    assertThat(new MeanDifference(ten, mean(5, 5, 5, 5, 5, 5, 5, 5, 5, 4)).finding())
        .isEqualTo(Finding.BELOW);
    assertThat(new MeanDifference(mean(5, 5, 5, 5, 5, 5, 5, 5, 5, 4), ten).finding())
        .isEqualTo(Finding.ABOVE);
  }

  @Test
  void ofNothingThereIsNoDifferenceNotEvenZero() {
    var none = new MeanDifference(mean(), mean(1, 2));
    assertThat(none.value()).isNull();
    assertThat(none.interval()).isNull();
    assertThat(none.finding()).isNull();
    var noShare = new ShareDifference(new Share(0, 0), new Share(1, 2));
    assertThat(noShare.value()).isNull();
    assertThat(noShare.interval()).isNull();
    assertThat(noShare.finding()).isNull();
    assertThat(new MeanDifference(mean(3), mean(1, 2)).interval()).isNull();
  }

  @Property
  void aDifferenceTurnedAroundIsItsOpposite(
      @ForAll @IntRange(max = 50) int a,
      @ForAll @IntRange(min = 50, max = 90) int n,
      @ForAll @IntRange(max = 50) int b,
      @ForAll @IntRange(min = 50, max = 90) int m) {
    var one = new ShareDifference(new Share(a, n), new Share(b, m));
    var other = new ShareDifference(new Share(b, m), new Share(a, n));
    assertThat(one.value()).isBetween(one.interval().low(), one.interval().high());
    assertThat(one.interval().low()).isCloseTo(-other.interval().high(), within(1e-12));
  }

  static Mean mean(int... numbers) {
    var n = 0;
    var sum = 0.0;
    var squares = 0.0;
    for (var number : numbers) {
      n++;
      sum += number;
      squares += number * number;
    }
    return new Mean(n, sum, squares, 1, 5);
  }
}
