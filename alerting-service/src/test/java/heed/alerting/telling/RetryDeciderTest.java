package heed.alerting.telling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryDeciderTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final RetryDecider RETRY =
      new RetryDecider(Duration.ofSeconds(5), Duration.ofHours(2), Duration.ofHours(24));

  @Test
  void pausesGrowUpToTheLongest() {
    assertThat(pause(1, 1)).isEqualTo(Duration.ofSeconds(5));
    assertThat(pause(2, 1)).isEqualTo(Duration.ofSeconds(15));
    assertThat(pause(5, 1)).isEqualTo(Duration.ofSeconds(405));
    assertThat(pause(8, 1)).isEqualTo(Duration.ofHours(2));
    assertThat(pause(1000, 1)).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void thePauseIsAnythingUpToItsCeilingButNeverNone() {
    assertThat(pause(5, 0.5)).isEqualTo(Duration.ofMillis(202_500));
    assertThat(pause(5, 0)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void noAttemptIsMadeBeforeTheReceiverWantsIt() {
    assertThat(RETRY.next(1, START, START, Duration.ofMinutes(30), 0.5))
        .isEqualTo(START.plus(Duration.ofMinutes(30)));
    assertThat(RETRY.next(8, START, START, Duration.ofSeconds(1), 1))
        .isEqualTo(START.plus(Duration.ofHours(2)));
    assertThat(RETRY.next(1, START, START, Duration.ofSeconds(-5), 1))
        .isEqualTo(START.plus(Duration.ofSeconds(5)));
  }

  @Test
  void itIsGivenUpAfterADayAndNotMuchSooner() {
    var random = new Random(1);
    for (var run = 0; run < 200; run++) {
      var now = START;
      var attempts = 0;
      Instant next = START;
      while (next != null) {
        now = next;
        attempts++;
        next = RETRY.next(attempts, START, now, null, random.nextDouble());
      }
      assertThat(Duration.between(START, now))
          .isBetween(Duration.ofHours(22), Duration.ofHours(24));
      assertThat(attempts).isBetween(15, 60);
    }
  }

  @Test
  void whatIsNotToBlameIsTriedAgainWithinAMinute() {
    assertThat(RETRY.soon(START, 1)).isEqualTo(START.plus(Duration.ofMinutes(1)));
    assertThat(RETRY.soon(START, 0)).isEqualTo(START.plusMillis(100));
    var quick = new RetryDecider(Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofHours(1));
    assertThat(quick.soon(START, 1)).isEqualTo(START.plusSeconds(2));
  }

  private static Duration pause(int attempts, double chance) {
    return Duration.between(START, RETRY.next(attempts, START, START, null, chance));
  }
}
