package heed.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time as sums of causes are made: whole spans from counters, what is left from facts.
 *
 * @param level the counters to sum; null for the facts themselves
 * @param first whether {@code from} itself belongs to it
 * @param last whether {@code to} itself belongs to it
 */
record CauseSpan(
    @Nullable CauseLevel level, Instant from, Instant to, boolean first, boolean last) {

  /** {@code (from, to]} in as few sums as the levels allow; they meet and never overlap. */
  static List<CauseSpan> of(
      Instant from, Instant to, @Nullable CauseLevel hours, @Nullable CauseLevel days) {
    var unit = hours == null ? ChronoUnit.DAYS : ChronoUnit.HOURS;
    var whole = from.truncatedTo(unit).plus(1, unit);
    var end = to.truncatedTo(unit);
    if (days == null || !whole.isBefore(end)) {
      return List.of(new CauseSpan(null, from, to, false, true));
    }
    var spans = new ArrayList<CauseSpan>();
    spans.add(new CauseSpan(null, from, whole, false, false));
    if (hours == null) {
      add(spans, days, whole, end);
    } else {
      hoursAndDays(spans, whole, end, hours, days);
    }
    spans.add(new CauseSpan(null, end, to, true, true));
    return spans;
  }

  private static void hoursAndDays(
      List<CauseSpan> spans, Instant from, Instant to, CauseLevel hours, CauseLevel days) {
    var midnight = from.truncatedTo(ChronoUnit.DAYS);
    var firstDay = midnight.equals(from) ? from : midnight.plus(1, ChronoUnit.DAYS);
    var lastDay = to.truncatedTo(ChronoUnit.DAYS);
    if (firstDay.isBefore(lastDay)) {
      add(spans, hours, from, firstDay);
      add(spans, days, firstDay, lastDay);
      add(spans, hours, lastDay, to);
    } else {
      add(spans, hours, from, to);
    }
  }

  private static void add(List<CauseSpan> spans, CauseLevel level, Instant from, Instant to) {
    if (from.isBefore(to)) {
      spans.add(new CauseSpan(level, from, to, true, false));
    }
  }
}
