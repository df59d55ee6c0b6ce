package heed.ingest;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a source writes its times. */
sealed interface SentTime {
  /** In RFC 3339, or null if it is no such time. */
  @Nullable String rfc3339(String sent);

  /** The source writes RFC 3339 itself. */
  record Rfc3339() implements SentTime {
    @Override
    public @Nullable String rfc3339(String sent) {
      return Codes.time(sent) == null ? null : sent;
    }
  }

  /** It writes them now so, now so. */
  record FirstOf(List<SentTime> formats) implements SentTime {
    @Override
    public @Nullable String rfc3339(String sent) {
      for (var format : formats) {
        var time = format.rfc3339(sent);
        if (time != null) {
          return time;
        }
      }
      return null;
    }
  }

  /**
   * A number since 1970.
   *
   * @param perSecond 1 or 1000
   */
  record Epoch(int perSecond) implements SentTime {
    private static final BigDecimal FURTHEST = BigDecimal.valueOf(253_402_300_799L);

    @Override
    public @Nullable String rfc3339(String sent) {
      if (sent.length() > 20) {
        return null;
      }
      try {
        var seconds = new BigDecimal(sent).divide(BigDecimal.valueOf(perSecond));
        if (seconds.abs().compareTo(FURTHEST) > 0) {
          return null;
        }
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue()).toString();
      } catch (NumberFormatException | ArithmeticException e) {
        return null;
      }
    }
  }

  /**
   * A pattern of java.time, such as {@code uuuu-MM-dd HH:mm:ss z}.
   *
   * @param zone of what names none
   */
  record Pattern(DateTimeFormatter format, ZoneId zone) implements SentTime {
    @Override
    public @Nullable String rfc3339(String sent) {
      try {
        var time =
            format.parseBest(sent, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        return switch (time) {
          case ZonedDateTime zoned -> zoned.toInstant().toString();
          case LocalDateTime local -> local.atZone(zone).toInstant().toString();
          case LocalDate day -> day.atStartOfDay(zone).toInstant().toString();
          default -> null;
        };
      } catch (DateTimeException e) {
        return null;
      }
    }
  }

  /**
   * Reads {@code format} and {@code zone} of a value.
   *
   * @throws BadMapping if there is no such format or zone
   */
  static SentTime of(Section section) {
    var zone = section.textOr("zone", null);
    var formats = section.texts("format").stream().map(f -> format(section, f, zone)).toList();
    return switch (formats.size()) {
      case 0 -> new Rfc3339();
      case 1 -> formats.getFirst();
      default -> new FirstOf(formats);
    };
  }

  private static SentTime format(Section section, String format, @Nullable String zone) {
    return switch (format) {
      case "RFC_3339" -> new Rfc3339();
      case "EPOCH_SECONDS" -> new Epoch(1);
      case "EPOCH_MILLIS" -> new Epoch(1000);
      default -> new Pattern(pattern(section, format, zone), zone(section, zone));
    };
  }

  private static DateTimeFormatter pattern(Section section, String format, @Nullable String zone) {
    // A year of an era would need the era; what is written yyyy is meant as uuuu.
    var letters = format.replace('y', 'u');
    var zoned = letters.replaceAll("'[^']*'", "").matches(".*[VzOXxZ].*");
    if (!zoned && zone == null) {
      throw section.fault("zone", "is missing, since the format names none; write zone: UTC");
    }
    try {
      return DateTimeFormatter.ofPattern(letters, Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw section.fault(
          "format",
          "is %s, must be RFC_3339, EPOCH_SECONDS, EPOCH_MILLIS or a pattern such as \"uuuu-MM-dd HH:mm:ss\""
              .formatted(Section.shown(format)));
    }
  }

  private static ZoneId zone(Section section, @Nullable String zone) {
    try {
      return ZoneId.of(zone == null ? "UTC" : zone);
    } catch (DateTimeException e) {
      throw section.fault("zone", "must be a time zone such as UTC or Europe/Riga");
    }
  }
}
