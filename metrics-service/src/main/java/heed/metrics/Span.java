package heed.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time as sums over it are made: whole spans from counters, what is left from facts.
 * Instants are told apart by the microsecond, as the database does.
 *
 * @param grain the counters to sum; null for the facts themselves
 * @param from included
 * @param to not included
 */
record Span(@Nullable Grain grain, Instant from, Instant to) {

  /** {@code (from, to]} in as few sums as the level allows. */
  static List<Span> of(Instant from, Instant to, Level level) {
    return of(from, to, level, new TreeSet<>());
  }

  /**
   * The same, cut so that no span reaches over one of the bounds.
   *
   * @param bounds where one step of a series ends and the next begins
   */
  static List<Span> of(Instant from, Instant to, Level level, NavigableSet<Instant> bounds) {
    var begin = micros(from).plusNanos(1000);
    var end = micros(to).plusNanos(1000);
    var spans = new ArrayList<Span>();
    for (var bound : bounds.subSet(begin, false, end, false)) {
      cut(spans, begin, bound, level);
      begin = bound;
    }
    cut(spans, begin, end, level);
    return spans;
  }

  private static void cut(List<Span> spans, Instant from, Instant to, Level level) {
    whole(spans, level.day(), from, to, level);
  }

  /** The whole ones of this grain, and at both ends what is finer. */
  private static void whole(
      List<Span> spans, @Nullable Grain grain, Instant from, Instant to, Level level) {
    if (!from.isBefore(to)) {
      return;
    }
    if (grain == null) {
      add(spans, null, from, to);
      return;
    }
    var finer = grain == level.day() ? level.hour() : null;
    var first = from.truncatedTo(grain.span());
    first = first.isBefore(from) ? first.plus(1, grain.span()) : first;
    var last = to.truncatedTo(grain.span());
    if (first.isBefore(last)) {
      whole(spans, finer, from, first, level);
      add(spans, grain, first, last);
      whole(spans, finer, last, to, level);
    } else {
      whole(spans, finer, from, to, level);
    }
  }

  /** Joins it to the one before where they meet: fewer ranges to ask for. */
  private static void add(List<Span> spans, @Nullable Grain grain, Instant from, Instant to) {
    var before = spans.isEmpty() ? null : spans.getLast();
    if (before != null && before.grain == grain && before.to.equals(from)) {
      spans.set(spans.size() - 1, new Span(grain, before.from, to));
    } else {
      spans.add(new Span(grain, from, to));
    }
  }

  private static Instant micros(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS);
  }
}
