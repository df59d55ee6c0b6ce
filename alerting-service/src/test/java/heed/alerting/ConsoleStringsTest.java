package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import heed.testing.PageStrings;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console, and what it shares with other pages, says everything in every language. */
class ConsoleStringsTest {
  private final PageStrings console =
      PageStrings.in(Path.of("src/main/resources/META-INF/resources/console"));
  private final PageStrings shared = PageStrings.in(PageStrings.SHARED);

  @ParameterizedTest
  @ValueSource(strings = {"en", "lv", "sl", "de"})
  void everyLanguageHasEveryStringItsPlacesAndItsForms(String language) {
    assertThat(console.faults(language)).isEmpty();
    assertThat(shared.faults(language)).isEmpty();
  }

  @Test
  void everyStringThatIsAskedForIsThere() {
    var known = new HashSet<>(console.names());
    known.addAll(shared.names());
    assertThat(console.asked()).isNotEmpty().isSubsetOf(known);
    assertThat(shared.asked()).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void noStringIsSaidTwice() {
    assertThat(console.names()).doesNotContainAnyElementsOf(shared.names());
  }
}
