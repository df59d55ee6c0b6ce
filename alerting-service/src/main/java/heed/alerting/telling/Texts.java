package heed.alerting.telling;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said in notices, in one language; {@code heed/telling/texts_en.properties} and so on. */
final class Texts {
  static final List<String> LANGUAGES = List.of("en", "lv", "sl", "de");
  private static final Map<String, Texts> ALL =
      LANGUAGES.stream().collect(Collectors.toMap(l -> l, Texts::new));

  private final Properties texts;

  private Texts(String language) {
    this.texts = load("texts_" + language);
  }

  /** In this language; one that is not spoken is English. */
  static Texts of(@Nullable String language) {
    return Objects.requireNonNull(ALL.get(spoken(language)));
  }

  /** The language that is spoken to somebody of another: regions do not matter. */
  static String spoken(@Nullable String language) {
    var primary = language == null ? "" : language.split("-", 2)[0];
    return LANGUAGES.contains(primary) ? primary : "en";
  }

  static Properties load(String name) {
    var file = "/heed/telling/" + name + ".properties";
    try (var in = Texts.class.getResourceAsStream(file)) {
      var read = new Properties();
      if (in == null) {
        throw new IllegalStateException(file + " is missing");
      }
      read.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String say(String key, Map<String, String> values) {
    var text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("no text is called " + key);
    }
    return Filled.in(text, values);
  }

  String say(String key) {
    return say(key, Map.of());
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }
}
