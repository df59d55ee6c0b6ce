package heed.alerting.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalSamplerTest {
  @Test
  void ofAFloodOnlySoManyAMinuteArePutDown() {
    var sampler = new RefusalSampler(60);
    assertThat(IntStream.range(0, 1000).filter(i -> sampler.takes(i)).count()).isEqualTo(60);
    var minute = Duration.ofMinutes(1).toNanos();
    assertThat(IntStream.range(0, 1000).filter(i -> sampler.takes(minute + i)).count())
        .isEqualTo(60);
  }

  @Test
  void noneIsPutDownWhereNoneIsWanted() {
    assertThat(new RefusalSampler(0).takes(1)).isFalse();
  }
}
