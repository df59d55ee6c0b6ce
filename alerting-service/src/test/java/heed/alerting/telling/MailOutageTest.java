package heed.alerting.telling;

import static heed.alerting.telling.MailOutage.Way.ALL;
import static heed.alerting.telling.MailOutage.Way.FEW;
import static heed.alerting.telling.MailOutage.Way.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MailOutageTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  private final MailOutage outage = new MailOutage(Duration.ofSeconds(5), Duration.ofMinutes(1));

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  @Test
  void aServerThatIsThereGetsAllThereIs() {
    assertThat(outage.way(START)).isEqualTo(ALL);
    assertThat(outage.way(START)).isEqualTo(ALL);
    assertThat(outage.back(START)).isNull();
  }

  @Test
  void oneThatIsAwayIsAskedNowAndThenAndNeverMoreSeldomThanOnceAMinute() {
    assertThat(outage.away(START)).isTrue();
    assertThat(outage.way(at(4))).isEqualTo(NONE);
    assertThat(outage.way(at(5))).isEqualTo(FEW);
    assertThat(outage.way(at(5))).isEqualTo(NONE);
    var tries = 0;
    for (var second = 6; second <= 3_606; second++) {
      assertThat(outage.away(at(second))).as("told once").isFalse();
      tries += outage.way(at(second)) == FEW ? 1 : 0;
    }
    assertThat(tries).isBetween(60, 64);
  }

  @Test
  void theFirstAnswerOpensTheWayForAll() {
    outage.away(START);
    assertThat(outage.back(at(90))).isEqualTo(Duration.ofSeconds(90));
    assertThat(outage.back(at(91))).isNull();
    assertThat(outage.way(at(91))).isEqualTo(ALL);
    outage.away(at(100));
    assertThat(outage.way(at(104))).as("pauses begin short again").isEqualTo(NONE);
    assertThat(outage.way(at(105))).isEqualTo(FEW);
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyWaiting() {
    outage.away(START);
    assertThat(outage.way(START.minus(Duration.ofHours(1)))).isEqualTo(FEW);
  }
}
