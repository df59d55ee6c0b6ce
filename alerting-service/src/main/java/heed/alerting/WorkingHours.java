package heed.alerting;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A calendar of openings by weekday and of holidays on which it stays closed. Time counts only
 * while it is open; seconds are counted as they pass, so that a day on which the clocks change is
 * as long as it is.
 *
 * @param week several openings a day, which do not overlap; a day that is missing is closed
 * @param holidays closed all day, whatever the weekday
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record WorkingHours(
    String id,
    ZoneId timeZone,
    Map<Day, List<Opening>> week,
    @JsonFormat(shape = JsonFormat.Shape.STRING) List<LocalDate> holidays)
    implements Calendar {
  /** Weekdays in the order of {@link java.time.DayOfWeek}. */
  enum Day {
    MON,
    TUE,
    WED,
    THU,
    FRI,
    SAT,
    SUN;

    static Day of(LocalDate date) {
      return values()[date.getDayOfWeek().ordinal()];
    }
  }

  /** Days looked ahead: what is not due by then was promised for hours that hardly ever come. */
  private static final int REACH = 20 * 366;

  WorkingHours {
    week = sorted(week == null ? Map.of() : week);
    holidays = holidays == null ? List.of() : holidays.stream().sorted().distinct().toList();
    var findings = new Findings().name(id, "id");
    findings.unless(!week.isEmpty(), "/week", "week has no opening; give at least one day one");
    for (var day : week.entrySet()) {
      checkOverlaps(findings, day.getKey(), day.getValue());
    }
    findings.end();
  }

  private static Map<Day, List<Opening>> sorted(Map<Day, List<Opening>> week) {
    var sorted = new EnumMap<Day, List<Opening>>(Day.class);
    week.forEach(
        (day, openings) -> {
          if (!openings.isEmpty()) {
            sorted.put(day, openings.stream().sorted(Comparator.comparing(Opening::from)).toList());
          }
        });
    return sorted;
  }

  private static void checkOverlaps(Findings findings, Day day, List<Opening> openings) {
    for (var i = 1; i < openings.size(); i++) {
      findings.unless(
          openings.get(i).from() >= openings.get(i - 1).to(),
          "/week/" + day,
          day + " has openings that overlap: " + openings.get(i - 1) + " and " + openings.get(i));
    }
  }

  @Override
  public Instant dueAt(Instant start, Duration target) {
    var remaining = target;
    var walk = new Walk(start);
    for (var i = 0; i < REACH; i++) {
      for (var open : walk.nextDay()) {
        var length = Duration.between(open.from, open.to);
        if (length.compareTo(remaining) >= 0) {
          return open.from.plus(remaining);
        }
        remaining = remaining.minus(length);
      }
    }
    throw new IllegalArgumentException(
        "calendar " + id + " is not open for " + target + " within twenty years");
  }

  @Override
  public Duration openTime(Instant from, Instant to) {
    var open = Duration.ZERO;
    var walk = new Walk(from);
    while (walk.begins().isBefore(to)) {
      for (var span : walk.nextDay()) {
        var end = span.to.isBefore(to) ? span.to : to;
        if (end.isAfter(span.from)) {
          open = open.plus(Duration.between(span.from, end));
        }
      }
    }
    return open;
  }

  /** True if a second of the year from then on is open. */
  boolean opensWithinAYearOf(Instant at) {
    var walk = new Walk(at);
    for (var i = 0; i <= 366; i++) {
      if (!walk.nextDay().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<Opening> openings(LocalDate date) {
    return Collections.binarySearch(holidays, date, Comparator.naturalOrder()) >= 0
        ? List.of()
        : week.getOrDefault(Day.of(date), List.of());
  }

  private record Span(Instant from, Instant to) {}

  /** Goes through what is open from an instant on, day by day, nothing twice. */
  private final class Walk {
    private Instant at;
    private LocalDate day;

    Walk(Instant start) {
      this.at = start;
      this.day = start.atZone(timeZone).toLocalDate();
    }

    /** An instant that no span of the days to come lies before. */
    Instant begins() {
      var dawn = day.atStartOfDay(timeZone).toInstant();
      return dawn.isAfter(at) ? dawn : at;
    }

    List<Span> nextDay() {
      var today = day;
      day = day.plusDays(1);
      var openings = openings(today);
      var spans = new ArrayList<Span>(openings.size());
      for (var opening : openings) {
        var from = opening.from(today, timeZone);
        var to = opening.to(today, timeZone);
        if (from.isBefore(at)) {
          from = at;
        }
        if (to.isAfter(from)) {
          spans.add(new Span(from, to));
          at = to;
        }
      }
      return spans;
    }
  }
}
