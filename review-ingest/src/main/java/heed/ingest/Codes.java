package heed.ingest;

import heed.events.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Languages, countries and times, as their standards write them. */
final class Codes {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  /** Stricter than ISO 8601: RFC 3339 has neither week dates nor times without seconds or zone. */
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?(?:[Zz]|[+-]\\d{2}:\\d{2})");

  /**
   * The tag in the case that BCP 47 recommends, so that lv-lv and lv-LV are one; null if it is none
   * or its two-letter language is not registered.
   */
  static @Nullable String language(@Nullable String tag) {
    if (tag == null || tag.isEmpty()) {
      return null;
    }
    var dash = tag.indexOf('-');
    var language = (dash < 0 ? tag : tag.substring(0, dash)).toLowerCase(Locale.ROOT);
    if (language.length() == 2 && !LANGUAGES.contains(language)) {
      return null;
    }
    try {
      return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      return null;
    }
  }

  static boolean isCountry(String code) {
    return COUNTRIES.contains(code);
  }

  /** The time cut to milliseconds; null if it is none. */
  static @Nullable Instant time(@Nullable String value) {
    var usual = value == null ? null : Times.read(value);
    if (usual != null) {
      return usual.truncatedTo(ChronoUnit.MILLIS);
    }
    if (value == null || !RFC_3339.matcher(value).matches()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private Codes() {}
}
