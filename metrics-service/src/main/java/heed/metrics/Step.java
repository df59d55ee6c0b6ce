package heed.metrics;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How long each point of a series is. Quarters of a day, days and weeks (from Monday) begin by the
 * clock of a time zone, so some are an hour longer or shorter than others; hours are those of UTC.
 */
enum Step {
  HOUR("1h"),
  QUARTER_DAY("6h"),
  DAY("1d"),
  WEEK("7d");

  private static final Map<String, Step> WORDS = new LinkedHashMap<>();

  static {
    for (var step : values()) {
      WORDS.put(step.label, step);
    }
  }

  private final String label;

  Step(String label) {
    this.label = label;
  }

  /** Reads {@code ?step=}; if absent hours for a day, days for longer windows. */
  static Step of(@Nullable String word, Window window) {
    return Choice.of("step", word, WORDS, window == Window.DAY ? HOUR : DAY);
  }

  String label() {
    return label;
  }

  /** The beginning of the step that an instant lies in. */
  Instant start(Instant at, ZoneId zone) {
    if (this == HOUR) {
      return at.truncatedTo(ChronoUnit.HOURS);
    }
    var local = at.atZone(zone);
    var day = local.toLocalDate();
    return switch (this) {
      case WEEK ->
          day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .atStartOfDay(zone)
              .toInstant();
      case QUARTER_DAY -> {
        var start = day.atTime(local.getHour() / 6 * 6, 0).atZone(zone).toInstant();
        yield start.isAfter(at) ? day.atStartOfDay(zone).toInstant() : start;
      }
      default -> day.atStartOfDay(zone).toInstant();
    };
  }

  /** Where the next one begins. */
  Instant next(Instant start, ZoneId zone) {
    if (this == HOUR) {
      return start.plus(1, ChronoUnit.HOURS);
    }
    var local = start.atZone(zone);
    var day = local.toLocalDate();
    return switch (this) {
      case WEEK -> day.plusWeeks(1).atStartOfDay(zone).toInstant();
      case QUARTER_DAY -> {
        var quarter = local.getHour() / 6 + 1;
        yield quarter == 4
            ? day.plusDays(1).atStartOfDay(zone).toInstant()
            : day.atTime(quarter * 6, 0).atZone(zone).toInstant();
      }
      default -> day.plusDays(1).atStartOfDay(zone).toInstant();
    };
  }

  /** The beginnings of all steps that a window touches, in order. */
  NavigableSet<Instant> starts(Instant from, Instant to, ZoneId zone) {
    var starts = new TreeSet<Instant>();
    for (var at = start(from, zone); !at.isAfter(to); at = next(at, zone)) {
      starts.add(at);
    }
    return starts;
  }
}
