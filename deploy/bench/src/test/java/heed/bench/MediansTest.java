package heed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void theMiddleIsTheMedian() {
    assertThat(Medians.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
    assertThat(Medians.of(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3);
    assertThat(Medians.of(List.of())).isNaN();
  }

  @Test
  void aPercentileIsASample() {
    var hundred = new long[100];
    for (var i = 0; i < 100; i++) {
      hundred[i] = 100 - i;
    }
    assertThat(Medians.percentile(hundred, 0.5)).isEqualTo(50);
    assertThat(Medians.percentile(hundred, 0.99)).isEqualTo(99);
    assertThat(Medians.percentile(hundred, 1)).isEqualTo(100);
    assertThat(Medians.percentile(new long[] {7}, 0.5)).isEqualTo(7);
    assertThat(Medians.percentile(new long[0], 0.5)).isNaN();
  }
}
