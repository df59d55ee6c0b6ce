package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of causes are cut so that every instant counts once. */
class CauseSpanTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @Property
  void everyInstantOfAWindowIsInOneSpanAndNoOther(
      @ForAll @LongRange(max = 200_000) long from,
      @ForAll @LongRange(max = 600_000) long length,
      @ForAll @LongRange(max = 900_000) long at) {
    for (var levels : levels()) {
      var begin = START.plusSeconds(from);
      var end = begin.plusSeconds(length);
      var instant = START.plusSeconds(at);
      var holding =
          CauseSpan.of(begin, end, levels.hours, levels.days).stream()
              .filter(s -> holds(s, instant))
              .count();
      var inside = instant.isAfter(begin) && !instant.isAfter(end);
      assertThat(holding).as("%s in (%s, %s]", instant, begin, end).isEqualTo(inside ? 1 : 0);
    }
  }

  private record Levels(CauseLevel hours, CauseLevel days) {}

  private static List<Levels> levels() {
    return List.of(
        new Levels(CauseLevel.HOUR, CauseLevel.DAY),
        new Levels(CauseLevel.CUT_HOUR, CauseLevel.CUT_DAY),
        new Levels(null, CauseLevel.PRODUCT_DAY),
        new Levels(null, null));
  }

  /** As the database reads it: rolled-up instants are those of the beginning of their span. */
  private static boolean holds(CauseSpan span, Instant at) {
    var asked =
        span.level() == null
            ? at
            : at.truncatedTo(
                span.level().unit().equals("day") ? ChronoUnit.DAYS : ChronoUnit.HOURS);
    var afterFrom = span.first() ? !asked.isBefore(span.from()) : asked.isAfter(span.from());
    return afterFrom && (span.last() ? !asked.isAfter(span.to()) : asked.isBefore(span.to()));
  }

  @Test
  void aQuarterIsFewSums() {
    var to = Instant.parse("2026-11-23T10:20:30Z");
    var from = to.minus(90, ChronoUnit.DAYS);
    assertThat(CauseSpan.of(from, to, CauseLevel.HOUR, CauseLevel.DAY))
        .extracting(CauseSpan::level)
        .containsExactly(null, CauseLevel.HOUR, CauseLevel.DAY, CauseLevel.HOUR, null);
    assertThat(CauseSpan.of(from, to, null, CauseLevel.PRODUCT_DAY))
        .extracting(CauseSpan::level)
        .containsExactly(null, CauseLevel.PRODUCT_DAY, null);
  }

  @ParameterizedTest
  @CsvSource({
    "'', HOUR, DAY",
    "COUNTRY, CUT_HOUR, CUT_DAY",
    "'COUNTRY,LANGUAGE', CUT_HOUR, CUT_DAY",
    "PRODUCT, , PRODUCT_DAY",
    "'PRODUCT,COUNTRY', , "
  })
  void aCutIsReadFromTheSmallestLevelThatKnowsIt(
      String filters, CauseLevel hours, CauseLevel days) {
    var values = new java.util.EnumMap<Dimension, String>(Dimension.class);
    for (var filter : filters.isEmpty() ? new String[0] : filters.split(",")) {
      values.put(Dimension.valueOf(filter), "x");
    }
    var cut = new Cut(List.of("shop"), values);
    assertThat(CauseLevel.hours(cut)).isEqualTo(hours);
    assertThat(CauseLevel.days(cut)).isEqualTo(days);
  }
}
