package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console says everything in every language. */
class ConsoleStringsTest {
  private static final Path CONSOLE = Path.of("src/main/resources/META-INF/resources/console");
  private static final Pattern ASKED = Pattern.compile("\\bt\\(\"([A-Za-z.]+)\"");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /** What Intl.PluralRules may ask for. */
  private static final Map<String, Set<String>> FORMS =
      Map.of(
          "en", Set.of("one", "other"),
          "de", Set.of("one", "other"),
          "lv", Set.of("zero", "one", "other"),
          "sl", Set.of("one", "two", "few", "other"));

  @ParameterizedTest
  @ValueSource(strings = {"lv", "sl", "de"})
  void everyLanguageHasEveryStringAndItsPlaces(String language) throws IOException {
    var english = strings("en");
    var other = strings(language);
    assertThat(names(other)).isEqualTo(names(english));
    for (var name : names(english)) {
      assertThat(places(other.get(name))).as(name).isEqualTo(places(english.get(name)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "lv", "sl", "de"})
  void aStringWithFormsHasThoseOfItsLanguage(String language) throws IOException {
    for (var string : strings(language)) {
      if (string.isObject()) {
        assertThat(names(string)).isEqualTo(FORMS.get(language));
      } else {
        assertThat(string.asText()).isNotBlank();
      }
    }
  }

  @Test
  void everyStringThatIsAskedForIsThere() throws IOException {
    var asked = new TreeSet<String>();
    try (var files = Files.list(CONSOLE)) {
      for (var file : files.filter(f -> f.toString().endsWith(".js")).toList()) {
        ASKED.matcher(Files.readString(file)).results().forEach(m -> asked.add(m.group(1)));
      }
    }
    assertThat(asked).isNotEmpty();
    assertThat(names(strings("en"))).containsAll(asked);
  }

  private static JsonNode strings(String language) throws IOException {
    return new ObjectMapper().readTree(CONSOLE.resolve("strings/" + language + ".json").toFile());
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> places(JsonNode string) {
    var places = new TreeSet<String>();
    PLACE.matcher(string.toString()).results().forEach(m -> places.add(m.group(1)));
    return places;
  }
}
