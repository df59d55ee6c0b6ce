package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.alerting.WorkingHours.Day;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every calendar, start and target, also on the days on which the clocks change. */
class CalendarLawsTest {
  private static final Instant SPRING = Instant.parse("2026-03-20T00:00:00Z");
  private static final Instant AUTUMN = Instant.parse("2026-10-15T00:00:00Z");

  @Provide
  Arbitrary<WorkingHours> calendars() {
    var zones =
        Arbitraries.of(
            "Europe/Riga",
            "America/New_York",
            "Asia/Kolkata",
            "UTC",
            "Australia/Lord_Howe",
            "America/Havana",
            "Asia/Beirut",
            "Pacific/Apia");
    var openings =
        Arbitraries.integers()
            .between(0, 95)
            .set()
            .ofMinSize(0)
            .ofMaxSize(6)
            .map(CalendarLawsTest::openings);
    var weeks = openings.list().ofSize(7).filter(w -> w.stream().anyMatch(o -> !o.isEmpty()));
    var holidays =
        Arbitraries.integers()
            .between(0, 365)
            .map(LocalDate.of(2026, 1, 1)::plusDays)
            .list()
            .ofMaxSize(20);
    return Combinators.combine(zones, weeks, holidays)
        .as((zone, week, closed) -> hours(ZoneId.of(zone), week, closed));
  }

  @Provide
  Arbitrary<Instant> starts() {
    return Combinators.combine(
            Arbitraries.of(SPRING, AUTUMN), Arbitraries.integers().between(0, 20 * 86_400))
        .as(Instant::plusSeconds);
  }

  @Provide
  Arbitrary<Duration> targets() {
    return Arbitraries.integers().between(1, 200_000).map(Duration::ofSeconds);
  }

  @Property
  void aDueTimeNeverLiesInClosedTime(
      @ForAll("calendars") WorkingHours hours,
      @ForAll("starts") Instant start,
      @ForAll("targets") Duration target) {
    var due = hours.dueAt(start, target);
    var second = Duration.ofSeconds(1);
    assertThat(hours.openTime(due.minus(second), due)).isEqualTo(second);
  }

  @Property
  void theOpenTimeBetweenStartAndDueIsTheTarget(
      @ForAll("calendars") WorkingHours hours,
      @ForAll("starts") Instant start,
      @ForAll("targets") Duration target) {
    assertThat(hours.openTime(start, hours.dueAt(start, target))).isEqualTo(target);
  }

  @Property
  void aTargetInTwoPartsIsDueWhereTheWholeIs(
      @ForAll("calendars") WorkingHours hours,
      @ForAll("starts") Instant start,
      @ForAll("targets") Duration first,
      @ForAll("targets") Duration second) {
    assertThat(hours.dueAt(hours.dueAt(start, first), second))
        .isEqualTo(hours.dueAt(start, first.plus(second)));
  }

  @Property
  void openTimeAddsUpWhereverItIsParted(
      @ForAll("calendars") WorkingHours hours,
      @ForAll("starts") Instant start,
      @ForAll("targets") Duration first,
      @ForAll("targets") Duration second) {
    var middle = start.plus(first);
    var end = middle.plus(second);
    assertThat(hours.openTime(start, middle).plus(hours.openTime(middle, end)))
        .isEqualTo(hours.openTime(start, end));
  }

  @Property
  void whatIsOpenAtEverySecondIsRoundTheClock(
      @ForAll("starts") Instant start, @ForAll("targets") Duration target) {
    assertThat(CalendarTest.everyDay("00:00-24:00").dueAt(start, target))
        .isEqualTo(Calendar.ROUND_THE_CLOCK.dueAt(start, target));
  }

  /** Minute by minute, as nobody would build it. */
  @Property(tries = 60)
  void countingEveryMinuteOnTheWallComesToTheSame(
      @ForAll("calendars") WorkingHours hours, @ForAll("starts") Instant start) {
    var open = 0;
    for (var minute = 0; minute < 4 * 24 * 60; minute++) {
      open += openAt(hours, start.plusSeconds(60L * minute)) ? 1 : 0;
    }
    var whole = hours.openTime(start, start.plusSeconds(4 * 86_400));
    // an opening that the clock shows twice runs through, and starts are not whole minutes
    assertThat(whole).isBetween(Duration.ofMinutes(open - 50), Duration.ofMinutes(open + 120));
  }

  private static boolean openAt(WorkingHours hours, Instant at) {
    var local = at.atZone(hours.timeZone());
    var minute = local.getHour() * 60 + local.getMinute();
    return !hours.holidays().contains(local.toLocalDate())
        && hours.week().getOrDefault(Day.of(local.toLocalDate()), List.of()).stream()
            .anyMatch(o -> o.from() <= minute && minute < o.to());
  }

  private static List<Opening> openings(java.util.Set<Integer> quarters) {
    var edges = quarters.stream().sorted().toList();
    var openings = new ArrayList<Opening>();
    for (var i = 0; i + 1 < edges.size(); i += 2) {
      openings.add(new Opening(edges.get(i) * 15, edges.get(i + 1) * 15 + 15));
    }
    return openings;
  }

  private static WorkingHours hours(ZoneId zone, List<List<Opening>> week, List<LocalDate> closed) {
    var days = new EnumMap<Day, List<Opening>>(Day.class);
    for (var day : Day.values()) {
      days.put(day, week.get(day.ordinal()));
    }
    return new WorkingHours("some", zone, days, closed);
  }
}
