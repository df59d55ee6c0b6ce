package heed.alerting.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DelaysTest {
  private static final Instant START = Instant.parse("2026-11-27T09:00:00Z");
  private final Delays delays = new Delays();
  private Instant now = START;

  /** Tries until it has to wait; answers how long. */
  private Duration failUntilHeldUp(String name, String address) {
    while (true) {
      var wait = delays.ask(name, address, now);
      if (!wait.isZero()) {
        return wait;
      }
    }
  }

  @Test
  void eachFailureDoublesTheWaitUpToAQuarterOfAnHour() {
    var wait = failUntilHeldUp("ilze", "a");
    assertThat(wait).isEqualTo(Duration.ofSeconds(1));
    for (var i = 0; i < 12; i++) {
      now = now.plus(wait);
      assertThat(delays.ask("ilze", "a", now)).isZero();
      var next = delays.ask("ilze", "a", now);
      assertThat(next)
          .isEqualTo(
              wait.multipliedBy(2).compareTo(Duration.ofMinutes(15)) < 0
                  ? wait.multipliedBy(2)
                  : Duration.ofMinutes(15));
      wait = next;
    }
  }

  @Test
  void whoFailsElsewhereKeepsNobodyOut() {
    for (var i = 0; i < 500; i++) {
      failUntilHeldUp("ilze", "attacker " + i);
    }
    assertThat(delays.ask("ilze", "home", now)).isZero();
    assertThat(delays.ask("ilze", "home", now)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aNameUnderAttackLeavesEachAddressOneFreeTry() {
    for (var i = 0; i < 10; i++) {
      assertThat(delays.ask("ilze", "attacker " + i, now)).isZero();
    }
    assertThat(delays.ask("ilze", "next", now)).isZero();
    assertThat(delays.ask("ilze", "next", now)).isPositive();
  }

  @Test
  void anAddressThatTriesManyNamesWaitsAndWhoSignedInFromThereDoesNot() {
    delays.ask("marko", "office", now);
    delays.succeeded("marko", "office");
    for (var i = 0; i < 20; i++) {
      assertThat(delays.ask("name " + i, "office", now)).isZero();
    }
    assertThat(delays.ask("another", "office", now)).isEqualTo(Duration.ofSeconds(1));
    assertThat(delays.ask("marko", "office", now)).isZero();
  }

  @Test
  void manyTriesAtOnceCountAsManyFailures() {
    for (var i = 0; i < 3; i++) {
      assertThat(delays.ask("ilze", "a", now)).isZero();
    }
    assertThat(delays.ask("ilze", "a", now)).isPositive();
  }

  @Test
  void aRightTryForgetsTheFailuresAndSoDoesTime() {
    failUntilHeldUp("ilze", "a");
    delays.succeeded("ilze", "a");
    assertThat(delays.ask("ilze", "a", now)).isZero();
    failUntilHeldUp("marko", "b");
    now = now.plus(Duration.ofHours(1)).plusMillis(1);
    for (var i = 0; i < 3; i++) {
      assertThat(delays.ask("marko", "b", now)).isZero();
    }
  }
}
