package heed.door.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @Test
  void everyLanguageSaysTheSame() {
    var english = Words.read("en").texts().keySet();
    assertThat(english).isNotEmpty();
    for (var language : Words.LANGUAGES) {
      assertThat(Words.read(language).texts().keySet()).as(language).isEqualTo(english);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lv-LV,lv",
    "'fr, sl;q=0.8, en;q=0.5',sl",
    "fr,en",
    ",en",
    "'not a language!',en",
    "de-AT,de"
  })
  void theBrowsersLanguageIsSpoken(String accepted, String spoken) {
    assertThat(Words.of(accepted).language()).isEqualTo(spoken);
  }
}
