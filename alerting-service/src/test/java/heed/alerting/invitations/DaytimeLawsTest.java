package heed.alerting.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every daytime, zone and moment, also on the days on which the clocks change. */
class DaytimeLawsTest {
  private static final Daytime USUAL = Daytime.of("09:00-20:00");
  private static final ZoneId UTC = ZoneId.of("UTC");

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Riga",
            "America/New_York",
            "Asia/Kolkata",
            "UTC",
            "Australia/Lord_Howe",
            "America/Havana",
            "Asia/Beirut",
            "Pacific/Apia")
        .map(ZoneId::of);
  }

  /** To the minute, so that a search by minutes finds the same moment. */
  @Provide
  Arbitrary<Instant> moments() {
    var days =
        Arbitraries.of(
            "2026-03-26", "2026-03-06", "2026-10-23", "2026-10-30", "2026-04-03", "2026-06-01");
    return Combinators.combine(days, Arbitraries.integers().between(0, 4 * 24 * 60))
        .as((day, m) -> Instant.parse(day + "T00:00:00Z").plus(Duration.ofMinutes(m)));
  }

  @Provide
  Arbitrary<Daytime> daytimes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 23 * 60), Arbitraries.integers().between(1, 23 * 60))
        .filter((from, length) -> from + length < 24 * 60)
        .as(
            (from, length) ->
                new Daytime(
                    LocalTime.MIDNIGHT.plusMinutes(from),
                    LocalTime.MIDNIGHT.plusMinutes(from + length)));
  }

  @Property(tries = 2000)
  void theFirstMomentIsDayAndNoMinuteBeforeItIs(
      @ForAll("daytimes") Daytime daytime,
      @ForAll("zones") ZoneId zone,
      @ForAll("moments") Instant earliest) {
    var found = daytime.first(earliest, List.of(zone));
    assertThat(daytime.at(found, zone)).isTrue();
    assertThat(found).isEqualTo(byLooking(daytime, zone, earliest));
  }

  private static Instant byLooking(Daytime daytime, ZoneId zone, Instant earliest) {
    return LongStream.range(0, 5L * 24 * 60)
        .mapToObj(m -> earliest.plus(Duration.ofMinutes(m)))
        .filter(at -> daytime.at(at, zone))
        .findFirst()
        .orElseThrow();
  }

  @Property(tries = 500)
  void whereItIsDayAlreadyNothingWaits(
      @ForAll("daytimes") Daytime daytime,
      @ForAll("zones") ZoneId zone,
      @ForAll("moments") Instant earliest) {
    var first = daytime.first(earliest, List.of(zone));
    assertThat(daytime.first(first, List.of(zone))).isEqualTo(first);
  }

  @Property(tries = 500)
  void inACountryOfManyZonesItIsDayInAllOfThem(@ForAll("moments") Instant earliest) {
    for (var country : List.of("US", "CA", "BR", "AU", "RU", "ID", "MX")) {
      var zones = Zones.of(null, country, UTC);
      var found = USUAL.first(earliest, zones);
      assertThat(zones).hasSizeGreaterThan(2).allMatch(zone -> USUAL.at(found, zone), country);
      assertThat(found).isBefore(earliest.plus(Duration.ofDays(2)));
    }
  }

  @Property(tries = 300)
  void zonesWithoutADayInCommonGoByTheFirst(@ForAll("moments") Instant earliest) {
    var zones = List.of(ZoneId.of("Pacific/Apia"), ZoneId.of("Europe/Riga"));
    assertThat(new Daytime(LocalTime.of(9, 0), LocalTime.of(17, 0)).first(earliest, zones))
        .isEqualTo(
            new Daytime(LocalTime.of(9, 0), LocalTime.of(17, 0))
                .first(earliest, zones.subList(0, 1)));
  }

  @Example
  void theCustomersZoneGoesBeforeTheCountryAndThatBeforeTheStorefronts() {
    assertThat(Zones.of("Asia/Tokyo", "LV", UTC)).containsExactly(ZoneId.of("Asia/Tokyo"));
    assertThat(Zones.of("Not/AZone", "LV", UTC)).containsExactly(ZoneId.of("Europe/Riga"));
    assertThat(Zones.of(null, "US", UTC).getFirst()).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(Zones.of(null, "RU", UTC).getFirst()).isEqualTo(ZoneId.of("Europe/Moscow"));
    assertThat(Zones.of(null, "XX", UTC)).containsExactly(UTC);
    assertThat(Zones.of(null, null, UTC)).containsExactly(UTC);
  }

  @Example
  void everyCountryHasZonesThatThisPlatformKnows() {
    var countries = List.of(java.util.Locale.getISOCountries());
    assertThat(countries.stream().filter(c -> Zones.of(null, c, UTC).equals(List.of(UTC))))
        .as("uninhabited: Bouvet, and Heard and McDonald Islands")
        .containsOnly("BV", "HM");
  }

  @Example
  void whatIsNoDaytimeIsRefusedByItsName() {
    for (var words : List.of("", "9-20", "20:00-09:00", "09:00-25:00", "09:00-09:00")) {
      assertThatThrownBy(() -> Daytime.of(words))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("heed.invitations.daytime");
    }
    assertThat(Objects.requireNonNull(USUAL.from())).isEqualTo(LocalTime.of(9, 0));
  }
}
