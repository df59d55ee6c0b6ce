package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LastDayTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  @Test
  void countsADayAndForgetsWhatIsOlder() {
    var day = new LastDay();
    day.add(NOON, 3);
    day.add(NOON.plus(Duration.ofHours(10)), 2);
    assertThat(day.sum(NOON.plus(Duration.ofHours(23)))).isEqualTo(5);
    assertThat(day.sum(NOON.plus(Duration.ofHours(24)))).isEqualTo(2);
    assertThat(day.sum(NOON.plus(Duration.ofDays(40)))).isZero();
  }

  @Test
  void ofNothingThereIsNothing() {
    assertThat(new LastDay().sum(NOON)).isZero();
  }

  /** The same as counting one by one, in whatever order it is told, also of what is long past. */
  @Property(tries = 300)
  void itIsTheSumOfWhatLiesInTheLast96Quarters(
      @ForAll @Size(max = 40) List<@IntRange(max = 20_000) Integer> minutes) {
    var day = new LastDay();
    minutes.forEach(m -> day.add(NOON.plus(Duration.ofMinutes(m)), 1));
    var latest = minutes.stream().mapToInt(m -> m).max().orElse(0);
    var expected = minutes.stream().filter(m -> m / 15 > latest / 15 - 96).count();
    assertThat(day.sum(NOON.plus(Duration.ofMinutes(latest)))).isEqualTo(expected);
  }
}
