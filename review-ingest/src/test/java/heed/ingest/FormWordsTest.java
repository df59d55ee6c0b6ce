package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormWordsTest {
  static Stream<String> languages() {
    return FormWords.LANGUAGES.stream();
  }

  private static Properties words(String language) throws IOException {
    var words = new Properties();
    try (var in = FormWords.class.getResourceAsStream("form/" + language + ".properties")) {
      words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return words;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void everyLanguageSaysEverythingThatEnglishSays(String language) throws IOException {
    var english = words("en");
    var own = words(language);
    assertThat(own.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (var key : english.stringPropertyNames()) {
      var word = own.getProperty(key);
      assertThat(word).as(key).isNotBlank();
      // Some name the shop where English need not, none leaves out what English puts in.
      if (english.getProperty(key).contains("{0}")) {
        assertThat(word).as(key).contains("{0}");
      }
      assertThat(word.replace("{0}", "")).as(key).doesNotContain("{", "}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          lv,    -,                         lv
          pt-BR, -,                         pt
          -,     'de-AT,de;q=0.9,en;q=0.5', de
          ja,    'fr;q=0.1, hr;q=0.9',      hr
          ja,    'ja, zh',                  en
          -,     -,                         en
          -,     ';;;q=9',                  en
          -,     *,                         en
          xx-\u0000, 'no such thing',       en
          """)
  void speaksTheLanguageOfTheOrderElseOfTheVisitorElseEnglish(
      String known, String accepted, String language) {
    assertThat(FormWords.of(known, accepted).language()).isEqualTo(language);
  }

  @Test
  void writesDaysAndNumbersAsTheLanguageDoes() {
    var day = Instant.parse("2026-11-20T10:00:00Z");
    assertThat(FormWords.of("de", null).say("form.delivered", day))
        .isEqualTo("Geliefert am 20. November 2026");
    assertThat(FormWords.of("de", null).say("fault.long", 10_000)).contains("10.000");
    assertThat(FormWords.of("en", null).say("fault.long", 10_000)).contains("10,000");
  }
}
