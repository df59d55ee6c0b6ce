package heed.sentiment.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import heed.events.Tags.Label;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassesTest {
  @ParameterizedTest
  @ValueSource(strings = {"positive,negative,neutral", "POS,NEG,NEU", "LABEL_2,LABEL_0,LABEL_1"})
  void threeSentimentsMayComeInAnyOrder(String names) {
    assertThat(Classes.named(List.of(names.split(","))).labels())
        .containsExactly(Label.POSITIVE, Label.NEGATIVE, Label.NEUTRAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 star,2 stars,3 stars,4 stars,5 stars",
        "LABEL_0,LABEL_1,LABEL_2,LABEL_3,LABEL_4",
        "1,2,3,4,5"
      })
  void twoStarsAreNegativeAndFourPositive(String names) {
    assertThat(Classes.named(List.of(names.split(","))).labels())
        .containsExactly(
            Label.NEGATIVE, Label.NEGATIVE, Label.NEUTRAL, Label.POSITIVE, Label.POSITIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "negative,positive",
        "joy,anger,fear",
        "negative,negative,positive",
        "1 star,1 stars,3 stars,4 stars,5 stars",
        "1 star,2 stars,3 stars,4 stars,6 stars",
        ""
      })
  void otherClassesAreRefused(String names) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Classes.named(List.of(names.split(","))))
        .withMessageContaining("must ");
  }

  @Test
  void starsAddUp() {
    var classes = Classes.named(List.of("1 star", "2 stars", "3 stars", "4 stars", "5 stars"));

    var stance = classes.stance(new float[] {0, 0, 0, 0, 0});

    assertThat(stance.negative()).isCloseTo(0.4, within(1e-9));
    assertThat(stance.neutral()).isCloseTo(0.2, within(1e-9));
    assertThat(stance.positive()).isCloseTo(0.4, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void whatIsNoNumberIsNoStance(float logit) {
    var classes = Classes.named(List.of("negative", "neutral", "positive"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> classes.stance(new float[] {logit, 0, 1}));
  }
}
