package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.events.Rating.Scale;
import heed.events.Tags.Aspect;
import heed.events.Tags.Label;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a review worth reading first. */
class SignificanceTest {
  private static final Given GIVEN = Given.review("shop", "r").stars(1, Label.NEGATIVE);

  @Test
  void theFormulaByHand() {
    // one star, confidence 0.9; a title of 7 and a text of 93 characters; two aspects; an order;
    // the
    // fourth review: 0.5 * 1 * 0.9 + 0.2 * 0.2 + 0.2 * 0.666 + 0.1 * (0.5 + 0.166)
    var said =
        Said.by(GIVEN)
            .text("x".repeat(93))
            .ordered("o-1")
            .naming(Aspect.DELIVERY, Label.NEGATIVE)
            .naming(Aspect.PRICE, Label.POSITIVE);
    assertThat(Significance.of(said.latest(), 4).score())
        .isEqualTo(450_000 + 40_000 + 133_200 + 66_600);
  }

  @Test
  void whatSaysNothingIsNothing() {
    var said = Said.by(Given.review("shop", "r").stars(null, null)).unrated().text("");
    var significance = Significance.of(said.latest(), 1);
    assertThat(significance.extremity()).isZero();
    assertThat(significance.certainty()).isZero();
    assertThat(significance.score()).isEqualTo(200 * 14); // the title's seven characters
  }

  @ParameterizedTest
  @CsvSource({
    "STARS_5, 1, 1000", "STARS_5, 2, 500", "STARS_5, 3, 0", "STARS_5, 5, 1000",
    "POINTS_10, 1, 1000", "POINTS_10, 5, 111", "POINTS_10, 6, 111", "POINTS_10, 10, 1000",
    "THUMBS, 0, 1000", "THUMBS, 1, 1000"
  })
  void extremityIsTheDistanceFromTheMiddleOfTheScale(Scale scale, int value, int extremity) {
    var said = Said.by(GIVEN).rated(scale, value);
    assertThat(Significance.of(said.latest(), 1).extremity()).isEqualTo(extremity);
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "3, 400", "5, 0", "6, 200", "10, 1000"})
  void aRecommendationIsAsExtremeAsItIsFarFromItsMiddle(int nps, int extremity) {
    var said = Said.by(Given.review("shop", "r").stars(null, null).nps(nps)).unrated();
    assertThat(Significance.of(said.latest(), 1).extremity()).isEqualTo(extremity);
  }

  @Test
  void charactersAreCountedAsPeopleCountThem() {
    var plain = Significance.of(Said.by(GIVEN).text("ab").latest(), 1);
    var emoji = Significance.of(Said.by(GIVEN).text("😀😀").latest(), 1);
    assertThat(emoji.length()).isEqualTo(plain.length());
  }

  @Property
  void noPartEverLowersTheWhole(
      @ForAll @IntRange(max = 1000) int extremity,
      @ForAll @IntRange(max = 1000) int certainty,
      @ForAll @IntRange(max = 1000) int length,
      @ForAll @IntRange(max = 1000) int detail,
      @ForAll boolean verified,
      @ForAll @IntRange(min = 1, max = 10) int rank,
      @ForAll @IntRange(max = 300) int more) {
    var score = new Significance(extremity, certainty, length, detail, verified, rank).score();
    assertThat(score).isBetween(0, 1_000_000);
    int[] raised = {
      new Significance(up(extremity, more), certainty, length, detail, verified, rank).score(),
      new Significance(extremity, up(certainty, more), length, detail, verified, rank).score(),
      new Significance(extremity, certainty, up(length, more), detail, verified, rank).score(),
      new Significance(extremity, certainty, length, up(detail, more), verified, rank).score(),
      new Significance(extremity, certainty, length, detail, true, rank).score(),
      new Significance(extremity, certainty, length, detail, verified, Math.min(10, rank + 1))
          .score()
    };
    assertThat(Arrays.stream(raised).min().orElseThrow()).isGreaterThanOrEqualTo(score);
  }

  private static int up(int part, int more) {
    return Math.min(1000, part + more);
  }

  @Test
  void aPartOutsideItsBoundsIsRefused() {
    assertThatThrownBy(() -> new Significance(1001, 0, 0, 0, false, 1))
        .hasMessageContaining("1001");
    assertThatThrownBy(() -> new Significance(0, 0, 0, 0, false, 11)).hasMessageContaining("11");
  }
}
