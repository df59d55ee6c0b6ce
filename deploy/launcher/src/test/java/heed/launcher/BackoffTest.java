package heed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void doublesFromOneSecondToThirty() {
    assertThat(Stream.iterate(Backoff.fresh(), Backoff::doubled).limit(7))
        .extracting(backoff -> backoff.next().toSeconds())
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void forgetsAfterAMinuteOfHealth() {
    var tired = Backoff.fresh().doubled().doubled();
    assertThat(tired.afterRunning(Duration.ofSeconds(59))).isEqualTo(tired);
    assertThat(tired.afterRunning(Duration.ofSeconds(60))).isEqualTo(Backoff.fresh());
  }
}
