package heed.alerting.invitations;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hours in which a letter may reach somebody, by the clock on their wall.
 *
 * @param from from this minute on
 * @param to before this minute, on the same day
 */
record Daytime(LocalTime from, LocalTime to) {
  private static final Pattern WORDS = Pattern.compile("([0-2]\\d:[0-5]\\d)-([0-2]\\d:[0-5]\\d)");

  /** Days within which any daytime comes round, also where a calendar left one out. */
  private static final int DAYS = 4;

  /** Zones that have no daytime in common by then have none. */
  private static final Duration ROUND = Duration.ofDays(2);

  Daytime {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "heed.invitations.daytime is " + from + "-" + to + ", must begin before it ends");
    }
  }

  /**
   * Reads it as it is configured, such as 09:00-20:00.
   *
   * @throws IllegalArgumentException naming the setting
   */
  static Daytime of(String words) {
    var read = WORDS.matcher(words.strip());
    if (!read.matches() || read.group(1).compareTo("24") > 0 || read.group(2).compareTo("24") > 0) {
      throw new IllegalArgumentException(
          "heed.invitations.daytime is \"" + words + "\", must be two times such as 09:00-20:00");
    }
    return new Daytime(LocalTime.parse(read.group(1)), LocalTime.parse(read.group(2)));
  }

  /** True if it is day there. */
  boolean at(Instant now, ZoneId zone) {
    var time = now.atZone(zone).toLocalTime();
    return !time.isBefore(from) && time.isBefore(to);
  }

  /**
   * The first moment from then on at which it is day in all of these zones; if there is none, as in
   * zones on opposite sides of the earth, in the first of them.
   *
   * @param zones one or more, where most people live first
   */
  Instant first(Instant earliest, List<ZoneId> zones) {
    var common = zones.size() == 1 ? null : common(earliest, zones);
    return common == null ? first(earliest, zones.getFirst()) : common;
  }

  private @Nullable Instant common(Instant earliest, List<ZoneId> zones) {
    var last = earliest.plus(ROUND);
    var at = earliest;
    while (!at.isAfter(last)) {
      var next = at;
      for (var zone : zones) {
        var there = first(at, zone);
        next = there.isAfter(next) ? there : next;
      }
      if (next.equals(at)) {
        return at;
      }
      at = next;
    }
    return null;
  }

  private Instant first(Instant earliest, ZoneId zone) {
    if (at(earliest, zone)) {
      return earliest;
    }
    var today = earliest.atZone(zone).toLocalDate();
    for (var day = 0; day <= DAYS; day++) {
      var begin = begin(today.plusDays(day), zone, earliest);
      if (begin != null) {
        return begin;
      }
    }
    throw new IllegalStateException("no daytime within days: " + this + " in " + zone);
  }

  /**
   * When day breaks on that date; null if it did before, or does not at all. Where clocks are set
   * forward over the beginning, with the jump; where it comes twice, the first one that is not
   * over.
   */
  private @Nullable Instant begin(LocalDate date, ZoneId zone, Instant earliest) {
    var rules = zone.getRules();
    var local = date.atTime(from);
    var jump = rules.getTransition(local);
    if (jump != null && jump.isGap()) {
      return after(jump.getInstant(), zone, earliest);
    }
    for (var offset : rules.getValidOffsets(local)) {
      var begin = after(local.toInstant(offset), zone, earliest);
      if (begin != null) {
        return begin;
      }
    }
    return null;
  }

  private @Nullable Instant after(Instant begin, ZoneId zone, Instant earliest) {
    return begin.isBefore(earliest) || !at(begin, zone) ? null : begin;
  }
}
