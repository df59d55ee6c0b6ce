package heed.sentiment.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
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
  void aPaceThatIsNoneIsNamed() {
    assertThatThrownBy(() -> new SamplePace(0, 0))
        .hasMessage("heed.learning.per-second is 0, must be 1 or more");
  }

  @Test
  void trainingRestsNineTimesAsLongAsItTook() {
    var begun = Instant.EPOCH;
    var look = Duration.ofSeconds(5);
    assertThat(TrainingCopy.next(begun, begun.plusSeconds(3), look))
        .isEqualTo(begun.plusSeconds(30));
    assertThat(TrainingCopy.next(begun, begun.plusMillis(10), look))
        .isEqualTo(begun.plusMillis(5010));
  }
}
