package heed.eyes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersWishTest {
  private static final long SECOND = 1_000_000_000;

  @ParameterizedTest
  @ValueSource(longs = {0, 7 * SECOND, -5 * SECOND, Long.MAX_VALUE - 2 * SECOND})
  void followsSoManyOfASecondAndAsManyOfTheNext(long begin) {
    var wish = new CallersWish(3);
    var whole = Math.floorDiv(begin, SECOND) * SECOND;

    assertThat(granted(wish, whole, 10)).isEqualTo(3);
    assertThat(granted(wish, whole + SECOND - 1, 10)).isZero();
    assertThat(granted(wish, whole + SECOND, 10)).isEqualTo(3);
  }

  @Test
  void countsRightlyWhereManyAskAtOnce() {
    var wish = new CallersWish(100);
    var granted = IntStream.range(0, 10_000).parallel().filter(i -> wish.grants(5)).count();

    assertThat(granted).isEqualTo(100);
  }

  @Test
  void followsNobodyWhereNoneIsWanted() {
    assertThat(granted(new CallersWish(0), 0, 10)).isZero();
  }

  @Test
  void refusesWhatIsNoNumberOfTraces() {
    assertThatThrownBy(() -> new CallersWish(-1))
        .hasMessageContaining("heed.traces.callers-per-second");
  }

  private static long granted(CallersWish wish, long nanos, int asked) {
    return IntStream.range(0, asked).filter(i -> wish.grants(nanos)).count();
  }
}
