package heed.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time as sums over it are made: whole spans from counters, what is left from facts.
 *
 * @param grain the counters to sum; null for the facts themselves
 * @param from facts: not included; counters: the first span
 * @param to facts: included if {@code closed}; counters: the first span left out
 */
record Span(@Nullable Grain grain, Instant from, Instant to, boolean closed) {

  /** {@code (from, to]} in as few sums as possible. */
  static List<Span> of(Instant from, Instant to, boolean byProduct) {
    var firstHour = from.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    var lastHour = to.truncatedTo(ChronoUnit.HOURS);
    if (firstHour.isAfter(lastHour)) {
      return List.of(new Span(null, from, to, true));
    }
    var spans = new ArrayList<Span>();
    spans.add(new Span(null, from, firstHour, false));
    if (byProduct) {
      add(spans, Grain.PRODUCT_HOUR, firstHour, lastHour);
    } else {
      whole(spans, firstHour, lastHour);
    }
    // What happened at the very beginning of the last hour is in it: facts from there on.
    spans.add(new Span(null, lastHour.minusNanos(1000), to, true));
    return spans;
  }

  /** The same without days: for sums that are cut finer than that. */
  static List<Span> inHours(Instant from, Instant to) {
    return of(from, to, true).stream()
        .map(s -> s.grain == null ? s : new Span(Grain.HOUR, s.from, s.to, s.closed))
        .toList();
  }

  private static void whole(List<Span> spans, Instant firstHour, Instant lastHour) {
    var firstDay = firstHour.plus(Duration.ofDays(1).minusNanos(1)).truncatedTo(ChronoUnit.DAYS);
    var lastDay = lastHour.truncatedTo(ChronoUnit.DAYS);
    if (firstDay.isBefore(lastDay)) {
      add(spans, Grain.HOUR, firstHour, firstDay);
      add(spans, Grain.DAY, firstDay, lastDay);
      add(spans, Grain.HOUR, lastDay, lastHour);
    } else {
      add(spans, Grain.HOUR, firstHour, lastHour);
    }
  }

  private static void add(List<Span> spans, Grain grain, Instant from, Instant to) {
    if (from.isBefore(to)) {
      spans.add(new Span(grain, from, to, false));
    }
  }
}
