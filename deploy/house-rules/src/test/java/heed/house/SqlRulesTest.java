package heed.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our statements must not say. */
class SqlRulesTest {
  /** Behind a comparison; within {@code (select ...)} it is asked once, and an index can be. */
  private static final Pattern COMPARED = Pattern.compile("[<>]=?\\s*clock_timestamp\\(\\)");

  /** It changes while a statement runs, so every row is looked at, however few are due. */
  @ParameterizedTest
  @ValueSource(strings = {"alerting-service", "metrics-service"})
  void whatIsDueIsNotComparedWithAClockThatRuns(String service) throws IOException {
    var found = new ArrayList<String>();
    for (var file : sources(House.ROOT.resolve(service).resolve("src/main"))) {
      var text = Files.readString(file);
      COMPARED.matcher(text).results().forEach(hit -> found.add(file + ": " + hit.group()));
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var sources = files.filter(f -> f.toString().matches(".*\\.(java|sql)")).toList();
      assertThat(sources).isNotEmpty();
      return sources;
    }
  }
}
