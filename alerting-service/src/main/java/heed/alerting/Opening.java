package heed.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hours of one day in which a team works, as its clock on the wall shows them.
 *
 * @param from minute of the day, 0-1439
 * @param to minute of the day, above {@code from}, 1440 at most
 */
record Opening(int from, int to) {
  private static final int DAY = 24 * 60;
  private static final Pattern WRITTEN = Pattern.compile("(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");

  Opening {
    if (!(from >= 0 && from < to && to <= DAY)) {
      throw new IllegalArgumentException(
          "an opening must end after it begins, between 00:00 and 24:00; split it at midnight");
    }
  }

  /**
   * Reads it as it is written, such as {@code 09:00-12:30}.
   *
   * @throws IllegalArgumentException if it is none
   */
  @JsonCreator
  static Opening of(String text) {
    var parts = WRITTEN.matcher(text);
    if (!parts.matches()
        || parts.group(2).compareTo("60") >= 0
        || parts.group(4).compareTo("60") >= 0) {
      throw new IllegalArgumentException("an opening is written as 09:00-12:30");
    }
    return new Opening(
        Integer.parseInt(parts.group(1)) * 60 + Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)) * 60 + Integer.parseInt(parts.group(4)));
  }

  @JsonValue
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60);
  }

  /** When it begins; an hour that the clock shows twice counts from its first time on. */
  Instant from(LocalDate day, ZoneId zone) {
    return instant(day, from, zone, false);
  }

  /** When it ends; an hour that the clock shows twice counts up to its second time. */
  Instant to(LocalDate day, ZoneId zone) {
    return instant(day, to, zone, true);
  }

  private static Instant instant(LocalDate day, int minute, ZoneId zone, boolean later) {
    var local = day.atStartOfDay().plusMinutes(minute);
    var rules = zone.getRules();
    var offsets = rules.getValidOffsets(local);
    if (offsets.isEmpty()) { // the clock jumps over it: what it jumps to is the same instant
      return rules.getTransition(local).getInstant();
    }
    return local.toInstant(later ? offsets.getLast() : offsets.getFirst());
  }
}
