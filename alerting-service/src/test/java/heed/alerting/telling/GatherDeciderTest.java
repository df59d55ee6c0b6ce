package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;

import heed.alerting.telling.GatherDecider.Gathering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatherDeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final GatherDecider DECIDER = new GatherDecider(4, Duration.ofMinutes(5));

  @Test
  void aFewAreToldOneByOne() {
    assertThat(DECIDER.decide(4, List.of(), NOW)).isEqualTo(new Gathering.OneByOne());
    assertThat(DECIDER.decide(1, ago(60, 30, 10), NOW)).isEqualTo(new Gathering.OneByOne());
  }

  @Test
  void aBurstIsOneDigest() {
    assertThat(DECIDER.decide(37, List.of(), NOW)).isEqualTo(new Gathering.Digest());
    assertThat(DECIDER.decide(2, ago(60, 30, 10), NOW)).isEqualTo(new Gathering.Digest());
  }

  @Test
  void whoHeardEnoughHearsTheRestLater() {
    assertThat(DECIDER.decide(1, ago(60, 30, 20, 10), NOW))
        .isEqualTo(new Gathering.Later(NOW.plusSeconds(240)));
    assertThat(DECIDER.decide(9, ago(90, 60, 30, 20, 10), NOW))
        .isEqualTo(new Gathering.Later(NOW.plusSeconds(240)));
  }

  @Test
  void whatWasToldLongAgoDoesNotCount() {
    assertThat(DECIDER.decide(1, ago(900, 800, 700, 600), NOW)).isEqualTo(new Gathering.OneByOne());
  }

  private static List<Instant> ago(long... seconds) {
    return java.util.Arrays.stream(seconds).mapToObj(NOW::minusSeconds).toList();
  }
}
