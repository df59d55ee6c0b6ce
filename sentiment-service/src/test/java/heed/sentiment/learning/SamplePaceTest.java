package heed.sentiment.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplePaceTest {
  private static final long SECOND = 1_000_000_000;
  private static final int SAVED = 2 * 100;

  private final SamplePace pace = new SamplePace(2, -SECOND);

  private long taken(int offered, long now) {
    return LongStream.range(0, offered).filter(i -> pace.take(now)).count();
  }

  @Test
  void whatWasSavedUpIsTakenAtOnceAndThenSoManyASecond() {
    assertThat(taken(1000, 0)).isEqualTo(SAVED);
    assertThat(taken(1000, SECOND)).isEqualTo(2);
    assertThat(taken(1000, SECOND + SECOND / 4)).isZero();
    assertThat(taken(1000, SECOND + SECOND / 2)).isEqualTo(1);
  }

  @Test
  void aLongPauseSavesNoMoreThanAStart() {
    assertThat(taken(1000, 0)).isEqualTo(SAVED);
    assertThat(taken(1000, 3600 * SECOND)).isEqualTo(SAVED);
  }

  @Test
  void theFileOfOneStorefrontTakesNothingFromAnother() {
    var paces = new SamplePaces(2);
    assertThat(LongStream.range(0, 1000).filter(i -> paces.take("large", 0)).count())
        .isEqualTo(SAVED);
    assertThat(paces.take("small", 0)).isTrue();
    assertThat(paces.take("large", 0)).isFalse();
  }

  @Test
  void ofManyStorefrontsThoseHeardOfLastAreRemembered() {
    var paces = new SamplePaces(2);
    LongStream.range(0, SAVED).forEach(i -> paces.take("busy", 0));
    LongStream.range(0, 3 * SamplePaces.MOST)
        .forEach(
            i -> {
              assertThat(paces.take("shop-" + i, 0)).isTrue();
              assertThat(paces.take("busy", 0)).isFalse();
            });
    assertThat(paces.size()).isEqualTo(SamplePaces.MOST);
  }

  @Test
  void aPaceThatIsNoneIsNamed() {
    assertThatThrownBy(() -> new SamplePaces(0))
        .hasMessage("heed.learning.per-second is 0, must be 1 or more");
  }

  @Test
  void trainingRestsNineTimesAsLongAsItTook() {
    var look = Duration.ofSeconds(5);
    assertThat(TrainingCopy.next(SECOND, 4 * SECOND, look)).isEqualTo(31 * SECOND);
    assertThat(TrainingCopy.next(SECOND, SECOND + 10, look)).isEqualTo(6 * SECOND + 10);
  }
}
