package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");

  @Property
  void everyInstantOfAWindowIsInExactlyOneSpan(
      @ForAll @LongRange(max = 86_400_000L) long nowMillis,
      @ForAll @LongRange(min = 1, max = 7_776_000_000L) long length,
      @ForAll @LongRange(min = -7_776_000_000L, max = 90_000_000L) long atMillis) {
    var now = MONDAY.plusMillis(nowMillis);
    var from = now.minusMillis(length);
    var at = MONDAY.plusMillis(atMillis);
    var expected = at.isAfter(from) && !at.isAfter(now) ? 1 : 0;
    for (var byProduct : new boolean[] {true, false}) {
      var in = Span.of(from, now, byProduct).stream().filter(s -> has(s, at)).count();
      assertThat(in).isEqualTo(expected);
    }
    assertThat(Span.inHours(from, now).stream().filter(s -> has(s, at)).count())
        .isEqualTo(expected);
  }

  @Property
  void countersAreAskedForWholeSpansOnly(
      @ForAll @LongRange(max = 86_400_000L) long nowMillis,
      @ForAll @LongRange(min = 1, max = 7_776_000_000L) long length) {
    var now = MONDAY.plusMillis(nowMillis);
    for (var span : Span.of(now.minusMillis(length), now, false)) {
      if (span.grain() != null) {
        var unit = span.grain() == Grain.DAY ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        assertThat(span.from().truncatedTo(unit)).isEqualTo(span.from());
        assertThat(span.to().truncatedTo(unit)).isEqualTo(span.to());
      }
    }
  }

  @Test
  void aQuarterIsAFewSumsAndNotThousands() {
    var now = MONDAY.plus(Duration.ofMinutes(1000));
    assertThat(Span.of(now.minus(Duration.ofDays(90)), now, false)).hasSize(5);
  }

  @Test
  void weeksBeginOnMondaysAndStepsInUtc() {
    var at = Instant.parse("2026-11-26T13:14:15.123Z");
    assertThat(Step.WEEK.start(at)).isEqualTo(MONDAY);
    assertThat(Step.DAY.start(at)).isEqualTo(Instant.parse("2026-11-26T00:00:00Z"));
    assertThat(Step.QUARTER_DAY.start(at)).isEqualTo(Instant.parse("2026-11-26T12:00:00Z"));
    assertThat(Step.HOUR.start(at)).isEqualTo(Instant.parse("2026-11-26T13:00:00Z"));
  }

  private static boolean has(Span span, Instant at) {
    if (span.grain() != null) {
      return !at.isBefore(span.from()) && at.isBefore(span.to());
    }
    return at.isAfter(span.from())
        && (at.isBefore(span.to()) || (span.closed() && at.equals(span.to())));
  }
}
