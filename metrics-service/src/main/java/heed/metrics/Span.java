package heed.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time as sums over it are made: whole spans from counters, what is left from facts.
 * At its ends that is whatever is shorter: the facts inside, or those outside taken from the whole.
 * A window ends at now, and beyond now there is next to nothing. Instants are told apart by the
 * microsecond, as the database does.
 *
 * @param grain the counters to sum; null for the facts themselves
 * @param from included
 * @param to not included
 * @param less true: to be taken off
 */
record Span(@Nullable Grain grain, Instant from, Instant to, boolean less) {
  Span(@Nullable Grain grain, Instant from, Instant to) {
    this(grain, from, to, false);
  }

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
    var finest = level.hour() == null ? level.day() : level.hour();
    return finest == null
        ? cut(begin, end, level, bounds)
        : rounded(begin, end, level, finest.span(), bounds);
  }

  private static List<Span> rounded(
      Instant begin, Instant end, Level level, ChronoUnit unit, NavigableSet<Instant> bounds) {
    var last = end.truncatedTo(unit);
    var stretches = last.isBefore(end) && !last.isBefore(begin) && !isCut(bounds, last, end);
    var till = stretches ? last.plus(1, unit) : end;
    var first = begin.truncatedTo(unit);
    var head = Duration.between(first, begin);
    var reachesBack =
        !head.isZero()
            && head.multipliedBy(2).compareTo(unit.getDuration()) < 0
            && !first.plus(1, unit).isAfter(till)
            && !isCut(bounds, first, begin);
    var since = reachesBack ? first : begin;
    var spans = cut(since, till, level, bounds);
    if (reachesBack) {
      spans.add(new Span(null, since, begin, true));
    }
    if (stretches) {
      spans.add(new Span(null, end, till, true));
    }
    return spans;
  }

  /** True if a step begins between the two, or at the second. */
  private static boolean isCut(NavigableSet<Instant> bounds, Instant after, Instant until) {
    return !bounds.subSet(after, false, until, true).isEmpty();
  }

  private static List<Span> cut(
      Instant from, Instant to, Level level, NavigableSet<Instant> bounds) {
    var spans = new ArrayList<Span>();
    var begin = from;
    for (var bound : bounds.subSet(from, false, to, false)) {
      cut(spans, begin, bound, level);
      begin = bound;
    }
    cut(spans, begin, to, level);
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
