package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import heed.testing.PageStrings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard says everything in every language, and loads the charts that are there. */
class DashboardStringsTest {
  private static final Path PAGES = Path.of("src/main/resources/META-INF/resources");
  private final PageStrings dashboard = PageStrings.in(PAGES.resolve("dashboard"));
  private final PageStrings shared = PageStrings.in(PageStrings.SHARED);

  @ParameterizedTest
  @ValueSource(strings = {"en", "lv", "sl", "de"})
  void everyLanguageHasEveryStringItsPlacesAndItsForms(String language) {
    assertThat(dashboard.faults(language)).isEmpty();
  }

  @Test
  void everyStringThatIsAskedForIsThereAndSaidOnce() {
    var known = new HashSet<>(dashboard.names());
    assertThat(known).doesNotContainAnyElementsOf(shared.names());
    known.addAll(shared.names());
    assertThat(dashboard.asked()).isNotEmpty().isSubsetOf(known);
    assertThat(shared.asked()).isSubsetOf(known);
  }

  @Test
  void everyFileThatAPageNamesIsThere() throws IOException {
    var named = java.util.regex.Pattern.compile("\"(/(?:webjars|look|dashboard)/[^\"]+\\.\\w+)\"");
    try (var scripts = Files.list(PAGES.resolve("dashboard"));
        var page = Stream.of(PAGES.resolve("index.html"))) {
      var files =
          Stream.concat(scripts.filter(f -> f.toString().endsWith(".js")), page)
              .map(DashboardStringsTest::text)
              .flatMap(text -> named.matcher(text).results())
              .map(found -> found.group(1))
              .toList();
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(getClass().getResource("/META-INF/resources" + file)).isNotNull());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
