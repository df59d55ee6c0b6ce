package heed.events;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Times as events write them, without a formatter: that of the JDK builds a formatter for every
 * text it reads, and an event has three times.
 */
public final class Times {
  private static final int DATE_TIME = "2026-11-23T10:00:00".length();
  private static final int MOST_DIGITS = 9;
  private static final int DAY = 86_400;
  private static final int LAST_YEAR = 9999;

  /**
   * The time that a text such as {@code 2026-11-23T10:00:00.123Z} says.
   *
   * @return null for every other form, right or wrong, such as one with an offset: ask the JDK
   */
  public static @Nullable Instant read(String text) {
    var last = text.length() - 1;
    if (last < DATE_TIME || text.charAt(last) != 'Z' || !hasItsSigns(text)) {
      return null;
    }
    var year = number(text, 0, 4);
    var month = number(text, 5, 7);
    var day = number(text, 8, 10);
    var hour = number(text, 11, 13);
    var minute = number(text, 14, 16);
    var second = number(text, 17, 19);
    var nanos = nanos(text, last);
    if ((year | month | day | hour | minute | second | nanos) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    try {
      var days = LocalDate.of(year, month, day).toEpochDay();
      return Instant.ofEpochSecond(days * DAY + hour * 3600 + minute * 60 + second, nanos);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean hasItsSigns(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  /** The digits from one place to another as a number; negative if one of them is none. */
  private static int number(String text, int from, int to) {
    var number = 0;
    for (var i = from; i < to; i++) {
      var digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static int nanos(String text, int last) {
    if (last == DATE_TIME) {
      return 0;
    }
    var digits = last - DATE_TIME - 1;
    if (text.charAt(DATE_TIME) != '.' || digits < 1 || digits > MOST_DIGITS) {
      return -1;
    }
    var nanos = number(text, DATE_TIME + 1, last);
    for (var i = digits; i < MOST_DIGITS; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** As {@link Instant#toString}. */
  static String write(Instant time) {
    var millis = time.getNano() / 1_000_000;
    var days = Math.floorDiv(time.getEpochSecond(), DAY);
    if (millis * 1_000_000 != time.getNano() || Math.abs(days) > 365L * LAST_YEAR) {
      return time.toString();
    }
    var date = LocalDate.ofEpochDay(days);
    if (date.getYear() < 0 || date.getYear() > LAST_YEAR) {
      return time.toString();
    }
    var second = Math.floorMod(time.getEpochSecond(), DAY);
    var text = new byte[millis == 0 ? DATE_TIME + 1 : DATE_TIME + 5];
    put(text, 0, 4, date.getYear(), '-');
    put(text, 5, 2, date.getMonthValue(), '-');
    put(text, 8, 2, date.getDayOfMonth(), 'T');
    put(text, 11, 2, second / 3600, ':');
    put(text, 14, 2, second / 60 % 60, ':');
    put(text, 17, 2, second % 60, millis == 0 ? 'Z' : '.');
    if (millis > 0) {
      put(text, 20, 3, millis, 'Z');
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void put(byte[] text, int at, int digits, int number, char end) {
    var left = number;
    for (var i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    text[at + digits] = (byte) end;
  }

  private Times() {}
}
