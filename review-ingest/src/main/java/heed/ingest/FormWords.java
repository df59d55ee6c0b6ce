package heed.ingest;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of the form in one language: {@code heed/ingest/form/*.properties}, a readable file
 * each. A language more is a file more and its tag here.
 */
final class FormWords {
  /** English first: it stands in where a visitor's language is none of these. */
  static final List<String> LANGUAGES =
      List.of(
          "en", "lv", "de", "sl", "es", "fr", "it", "pt", "nl", "pl", "et", "lt", "sk", "hr", "ru");

  private static final int LONGEST_HEADER = 500;
  private static final Map<String, FormWords> ALL =
      LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), FormWords::new));

  private final Locale locale;
  private final Properties words = new Properties();

  private FormWords(String language) {
    locale = Locale.forLanguageTag(language);
    try (var in = FormWords.class.getResourceAsStream("form/" + language + ".properties")) {
      words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The visitor's language.
   *
   * @param known the language of the order (BCP 47); wins if there are words in it
   * @param accepted the header {@code Accept-Language} as it came
   */
  static FormWords of(@Nullable String known, @Nullable String accepted) {
    var language = known == null ? null : ALL.get(Locale.forLanguageTag(known).getLanguage());
    return language != null ? language : accepted(accepted);
  }

  private static FormWords accepted(@Nullable String header) {
    try {
      if (header != null && !header.isBlank() && header.length() <= LONGEST_HEADER) {
        var tag = Locale.lookupTag(Locale.LanguageRange.parse(header), LANGUAGES);
        return of(tag == null ? "en" : tag, null);
      }
    } catch (IllegalArgumentException e) {
      // A header that cannot be read says nothing.
    }
    return of("en", null);
  }

  String language() {
    return locale.toLanguageTag();
  }

  String say(String key) {
    var word = words.getProperty(key);
    if (word == null) {
      throw new IllegalArgumentException(key + " has no words in " + language());
    }
    return word;
  }

  /** The line with something put into it: as text, whatever it holds. */
  String say(String key, String value) {
    return say(key).replace("{0}", value);
  }

  String say(String key, long number) {
    return say(key, NumberFormat.getIntegerInstance(locale).format(number));
  }

  /** With the day of a time, written out. */
  String say(String key, Instant time) {
    var day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale);
    return say(key, day.format(time.atZone(ZoneOffset.UTC)));
  }
}
