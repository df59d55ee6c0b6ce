package heed.door.oidc;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the pages of signing in say, in the languages of the console. */
record Words(String language, Properties texts) {
  static final List<String> LANGUAGES = List.of("en", "de", "lv", "sl");
  private static final Map<String, Words> READ = new ConcurrentHashMap<>();

  /** The language that a browser asks for first among ours; English for any other. */
  static Words of(@Nullable String acceptLanguage) {
    return READ.computeIfAbsent(language(acceptLanguage), Words::read);
  }

  String say(String key) {
    return Objects.requireNonNull(texts.getProperty(key), key);
  }

  private static String language(@Nullable String accepted) {
    try {
      var ranges = Locale.LanguageRange.parse(accepted == null ? "en" : accepted);
      var found = Locale.lookupTag(ranges, LANGUAGES);
      return found == null ? "en" : found;
    } catch (IllegalArgumentException e) {
      return "en";
    }
  }

  static Words read(String language) {
    var texts = new Properties();
    var file = "words_" + language + ".properties";
    try (var in = Objects.requireNonNull(Words.class.getResourceAsStream(file), file)) {
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Words(language, texts);
  }
}
