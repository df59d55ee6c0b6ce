package heed.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTagTest {
  @ParameterizedTest
  @CsvSource({
    "en, en",
    "pt-BR, pt",
    "PT_br, pt",
    "zh-Hant-TW, zh",
    "TI, ti",
    "-x, ''",
    "'', ''",
    "de-, de"
  })
  void thePrimaryLanguageIsWhatStandsBeforeTheFirstDash(String tag, String primary) {
    assertThat(LanguageTag.primary(tag)).isEqualTo(primary);
  }
}
