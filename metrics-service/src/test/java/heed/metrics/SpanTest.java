package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Level TOTAL = Level.of(EnumSet.noneOf(Dimension.class));

  @Provide
  Arbitrary<Level> levels() {
    return Arbitraries.of(Dimension.class).set().map(Level::of);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "UTC",
            "Europe/Riga",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "America/St_Johns",
            "Pacific/Apia")
        .map(ZoneId::of);
  }

  @Provide
  Arbitrary<Instant> instants() {
    // Thirty years, so that days with every habit of every zone are among them.
    return Arbitraries.longs()
        .between(0, 946_080_000_000L)
        .map(millis -> Instant.parse("2000-01-01T00:00:00Z").plusMillis(millis));
  }

  @Property
  void everyInstantOfAWindowIsInExactlyOneSpan(
      @ForAll("levels") Level level,
      @ForAll @LongRange(max = 86_400_000L) long nowMillis,
      @ForAll @LongRange(min = 1, max = 7_776_000_000L) long length,
      @ForAll @LongRange(min = -7_776_000_000L, max = 90_000_000L) long atMillis) {
    var now = MONDAY.plusMillis(nowMillis);
    var from = now.minusMillis(length);
    var at = MONDAY.plusMillis(atMillis);
    var expected = at.isAfter(from) && !at.isAfter(now) ? 1 : 0;
    assertThat(in(Span.of(from, now, level), at)).isEqualTo(expected);
  }

  @Property
  void countersAreAskedForWholeSpansOnlyAndNoneReachesOverABound(
      @ForAll("levels") Level level,
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant now,
      @ForAll @LongRange(min = 1, max = 7_776_000_000L) long length) {
    var from = now.minusMillis(length);
    var starts = Step.DAY.starts(from, now, zone);
    for (var span : Span.of(from, now, level, starts)) {
      if (span.grain() != null) {
        assertThat(span.from().truncatedTo(span.grain().span())).isEqualTo(span.from());
        assertThat(span.to().truncatedTo(span.grain().span())).isEqualTo(span.to());
        for (var bound : starts.subSet(span.from(), false, span.to(), false)) {
          assertThat(bound.truncatedTo(span.grain().span())).isEqualTo(bound);
        }
      }
    }
  }

  @Property
  void bypassingBoundsLeavesTheWindowWhole(
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant now,
      @ForAll @LongRange(max = 86_400_000L * 8) long backMillis) {
    var from = now.minus(Duration.ofDays(7));
    var at = now.minusMillis(backMillis);
    var spans = Span.of(from, now, TOTAL, Step.QUARTER_DAY.starts(from, now, zone));
    assertThat(in(spans, at)).isEqualTo(at.isAfter(from) ? 1 : 0);
  }

  @Property
  void everyInstantIsInOneStepOfItsZone(
      @ForAll("zones") ZoneId zone, @ForAll Step step, @ForAll("instants") Instant at) {
    var start = step.start(at, zone);
    assertThat(start).isBeforeOrEqualTo(at);
    assertThat(step.next(start, zone)).isAfter(at);
    assertThat(step.start(start, zone)).isEqualTo(start);
  }

  @Test
  void aQuarterIsAFewSumsAndNotThousands() {
    var now = MONDAY.plus(Duration.ofMinutes(1000));
    assertThat(Span.of(now.minus(Duration.ofDays(90)), now, TOTAL)).hasSize(5);
  }

  @Test
  void daysOfUtcStayDaysInASeries() {
    var now = MONDAY.plus(Duration.ofMinutes(1000));
    var from = now.minus(Duration.ofDays(90));
    var spans = Span.of(from, now, TOTAL, Step.DAY.starts(from, now, UTC));
    assertThat(spans).isEqualTo(Span.of(from, now, TOTAL, new TreeSet<>()));
  }

  @Test
  void aProductWithAnythingBesideItIsSummedFromFacts() {
    assertThat(Level.of(EnumSet.of(Dimension.PRODUCT, Dimension.COUNTRY)))
        .isEqualTo(new Level(null, null));
    assertThat(Level.of(EnumSet.of(Dimension.PRODUCT, Dimension.STOREFRONT)))
        .isEqualTo(new Level(Grain.PRODUCT_DAY, null));
  }

  @Test
  void weeksBeginOnMondaysAndStepsByTheClockOfTheZone() {
    var at = Instant.parse("2026-11-26T13:14:15.123Z");
    assertThat(Step.WEEK.start(at, UTC)).isEqualTo(MONDAY);
    assertThat(Step.DAY.start(at, UTC)).isEqualTo(Instant.parse("2026-11-26T00:00:00Z"));
    assertThat(Step.QUARTER_DAY.start(at, UTC)).isEqualTo(Instant.parse("2026-11-26T12:00:00Z"));
    assertThat(Step.HOUR.start(at, UTC)).isEqualTo(Instant.parse("2026-11-26T13:00:00Z"));
    var kolkata = ZoneId.of("Asia/Kolkata");
    assertThat(Step.DAY.start(at, kolkata)).isEqualTo(Instant.parse("2026-11-25T18:30:00Z"));
    assertThat(Step.WEEK.start(at, kolkata)).isEqualTo(Instant.parse("2026-11-22T18:30:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29T12:00:00Z, 23", "2026-10-25T12:00:00Z, 25", "2026-06-01T12:00:00Z, 24"})
  void aDayHasAsManyHoursAsItsClockGivesIt(Instant noon, int hours) {
    var riga = ZoneId.of("Europe/Riga");
    var start = Step.DAY.start(noon, riga);
    assertThat(Duration.between(start, Step.DAY.next(start, riga))).hasHours(hours);
  }

  private static long in(List<Span> spans, Instant at) {
    return spans.stream()
        .filter(s -> !at.isBefore(s.from()) && at.isBefore(s.to()))
        .mapToLong(s -> s.less() ? -1 : 1)
        .sum();
  }
}
