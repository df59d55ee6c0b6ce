package heed.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void aMinutesWorthMayComeAtOnceAndThenOneAfterTheOther() {
    var pace = new Pace("heed.requests-per-minute", 60);
    for (var i = 0; i < 60; i++) {
      assertThat(pace.take("a", 0)).isZero();
    }
    assertThat(pace.take("a", 0)).isEqualTo(1);
    assertThat(pace.take("a", SECOND)).isZero();
    assertThat(pace.take("a", SECOND + 1)).isEqualTo(1);
    assertThat(pace.take("b", SECOND)).isZero();
  }

  @Test
  void whoWaitsSavesUpAMinuteAndNoMore() {
    var pace = new Pace("heed.requests-per-minute", 2);
    assertThat(pace.take("a", 0)).isZero();
    assertThat(pace.take("a", 3600 * SECOND)).isZero();
    assertThat(pace.take("a", 3600 * SECOND)).isZero();
    assertThat(pace.take("a", 3600 * SECOND)).isEqualTo(30);
  }

  @Test
  void noPaceIsRefused() {
    assertThatThrownBy(() -> new Pace("heed.requests-per-minute", 0))
        .hasMessageContaining("requests-per-minute");
  }
}
