package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import heed.alerting.WorkingHours.Day;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTest {
  static final ZoneId RIGA = ZoneId.of("Europe/Riga");

  /** Monday to Friday; 2026-11-27 is a Friday. */
  static WorkingHours weekdays(ZoneId zone, List<LocalDate> holidays, String... openings) {
    var week = new EnumMap<Day, List<Opening>>(Day.class);
    for (var day : List.of(Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI)) {
      week.put(day, List.of(openings).stream().map(Opening::of).toList());
    }
    return new WorkingHours("weekdays", zone, week, holidays);
  }

  static WorkingHours everyDay(String... openings) {
    var week = new EnumMap<Day, List<Opening>>(Day.class);
    for (var day : Day.values()) {
      week.put(day, List.of(openings).stream().map(Opening::of).toList());
    }
    return new WorkingHours("every-day", RIGA, week, List.of());
  }

  @ParameterizedTest(name = "{0}, {1}, {2} -> {3}")
  @CsvSource({
    "2026-11-27T16:30, PT1H, 09:00-17:00, 2026-11-30T09:30", // a Friday
    "2026-11-25T10:00, PT2H, 09:00-17:00, 2026-11-25T12:00", // a Wednesday
    "2026-11-25T07:00, PT2H, 09:00-17:00, 2026-11-25T11:00",
    "2026-11-27T17:00, PT1H, 09:00-17:00, 2026-11-30T10:00", // exactly at close
    "2026-11-25T12:00, PT1H, 08:00-12:00 13:30-18:00, 2026-11-25T14:30",
    "2026-11-27T16:00, PT1H, 09:00-17:00, 2026-11-27T17:00", // due exactly at close
    "2026-11-25T23:00, PT2H, 00:00-24:00, 2026-11-26T01:00"
  })
  void theVectorsOfWorkingHoursHoldToTheSecond(
      LocalDateTime start, Duration target, String openings, LocalDateTime due) {
    var hours = weekdays(RIGA, List.of(), openings.split(" "));
    assertThat(hours.dueAt(at(start), target)).isEqualTo(at(due));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-28T12:00, 2026-03-29T13:00", // over the spring jump
    "2026-10-24T12:00, 2026-10-25T11:00" // over the autumn one
  })
  void aCalendarThatNeverClosesAndRoundTheClockAreTheSame(LocalDateTime start, LocalDateTime due) {
    var day = Duration.ofHours(24);
    assertThat(Calendar.ROUND_THE_CLOCK.dueAt(at(start), day)).isEqualTo(at(due));
    assertThat(everyDay("00:00-24:00").dueAt(at(start), day)).isEqualTo(at(due));
  }

  @ParameterizedTest
  @CsvSource({
    "02:00-05:00, 2026-03-29, PT2H", // 03:00 to 04:00 is jumped over
    "02:00-05:00, 2026-10-25, PT4H", // 03:00 to 04:00 comes twice
    "03:15-03:45, 2026-03-29, PT0S",
    "02:30-03:30, 2026-03-29, PT30M",
    "03:30-04:30, 2026-03-29, PT30M"
  })
  void theDayOfTheChangeIsAsLongAsItIs(String opening, LocalDate day, Duration open) {
    var hours = everyDay(opening);
    var from = day.atStartOfDay(RIGA).toInstant();
    assertThat(hours.openTime(from, day.plusDays(1).atStartOfDay(RIGA).toInstant()))
        .isEqualTo(open);
  }

  @Test
  void openingsThatMeetInTheHourThatComesTwiceCountItOnce() {
    var hours = everyDay("02:00-03:30", "03:30-05:00");
    var day = LocalDate.of(2026, 10, 25);
    assertThat(
            hours.openTime(
                day.atStartOfDay(RIGA).toInstant(), day.atTime(12, 0).atZone(RIGA).toInstant()))
        .isEqualTo(Duration.ofHours(4));
  }

  @Test
  void aHolidayIsClosedWhateverTheWeekday() {
    var hours = weekdays(RIGA, List.of(LocalDate.of(2026, 11, 30)), "09:00-17:00");
    assertThat(hours.dueAt(at(LocalDateTime.parse("2026-11-27T16:30")), Duration.ofHours(1)))
        .isEqualTo(at(LocalDateTime.parse("2026-12-01T09:30")));
  }

  @Test
  void theCalendarHasAZoneOfItsOwn() {
    var newYork = weekdays(ZoneId.of("America/New_York"), List.of(), "09:00-17:00");
    assertThat(newYork.dueAt(Instant.parse("2026-11-25T10:00:00Z"), Duration.ofHours(1)))
        .isEqualTo("2026-11-25T15:00:00Z");
  }

  @Test
  void nothingToWaitForIsDueAtTheNextOpenSecond() {
    var hours = weekdays(RIGA, List.of(), "09:00-17:00");
    assertThat(hours.dueAt(at(LocalDateTime.parse("2026-11-28T12:00")), Duration.ZERO))
        .isEqualTo(at(LocalDateTime.parse("2026-11-30T09:00")));
  }

  @Test
  void hoursThatHardlyEverComeEndTheSearch() {
    var week = new EnumMap<Day, List<Opening>>(Day.class);
    week.put(Day.SUN, List.of(Opening.of("00:00-00:01")));
    var hours = new WorkingHours("rare", RIGA, week, List.of());
    assertThatThrownBy(() -> hours.dueAt(Instant.EPOCH, Duration.ofDays(30)))
        .hasMessage("calendar rare is not open for PT720H within twenty years");
  }

  private static Instant at(LocalDateTime local) {
    return local.atZone(RIGA).toInstant();
  }
}
