package heed.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the calculator says is what the document says, and both begin with the same figures. */
class SizingTest {
  private static final String PAGE = Chart.text("docs/sizing.html");
  private static final List<List<String>> TABLES = tables(Chart.text("docs/scaling.md"));

  /** Ingest as it costs one by one, the readers as they cost when they are busy. */
  @Test
  void theCalculatorBeginsWithTheMeasuredFigures() {
    var measured =
        Map.of(
            "ingest", cell("review-ingest", 2),
            "sentiment", cell("sentiment-service", 1),
            "alerting", cell("alerting-service", 1),
            "metrics", cell("metrics-service", 1),
            "broker", cell("broker", 1),
            "postgres", cell("PostgreSQL", 1),
            "topicBytes", cell("bytes on the topics", 1),
            "databaseBytes", cell("bytes in the databases", 1));
    measured.forEach(
        (name, figure) -> assertThat(PAGE).containsPattern("\\b" + name + ": " + figure + "\\b"));
    assertThat(PAGE)
        .contains(
            "foldedPerSecond: " + number(cell("folding, one database of metrics-service", 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 10_000, 100_000})
  void theTableOfSizesIsWhatTheCalculatorSays(int rate, @TempDir Path folder) throws Exception {
    var column = List.of(100, 10_000, 100_000).indexOf(rate) + 1;
    var said = calculated("rate=" + rate + "&daily=" + 21_600L * rate, folder);
    assertThat(said).hasSize(11);
    said.forEach((what, much) -> assertThat(number(cell(what, column))).as(what).isEqualTo(much));
  }

  @Test
  void thePageAsksNobodyForAnything() {
    assertThat(PAGE).doesNotContain("http://", "https://", "fetch(", "src=", "innerHTML");
    assertThat(Pattern.compile("<input").matcher(PAGE).results().count())
        .as("each in its label")
        .isEqualTo(Pattern.compile("<label>[^<]+<input").matcher(PAGE).results().count());
  }

  /** By the browser of this machine; the test is skipped where there is none. */
  private static Map<String, String> calculated(String given, Path folder) throws Exception {
    var output = folder.resolve("page.html");
    var process =
        new ProcessBuilder(
                browser(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                Chart.ROOT.resolve("docs/sizing.html").toUri() + "#" + given)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
    var rows = new TreeMap<String, String>();
    Pattern.compile("<th scope=\"row\">([^<]+)</th><td data-value=\"([^\"]+)\">")
        .matcher(Files.readString(output))
        .results()
        .forEach(m -> rows.put(m.group(1), m.group(2)));
    return rows;
  }

  private static String browser() {
    var found =
        Stream.of(
                System.getenv("HEED_CHROMIUM"),
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome")
            .filter(p -> p != null && Files.isExecutable(Path.of(p)))
            .findFirst();
    assumeTrue(found.isPresent(), "no Chromium on this machine, so the calculator was not tried");
    return found.get();
  }

  private static String cell(String row, int column) {
    return TABLES.stream()
        .filter(cells -> cells.get(0).equals(row))
        .findFirst()
        .orElseThrow(() -> new AssertionError("scaling.md has no row " + row))
        .get(column);
  }

  /** The first number of a text, without separators. */
  private static String number(String text) {
    var found = Pattern.compile("[0-9][0-9,]*").matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group().replace(",", "");
  }

  private static List<List<String>> tables(String document) {
    var rows = new ArrayList<List<String>>();
    for (var line : document.lines().filter(l -> l.startsWith("|")).toList()) {
      rows.add(Stream.of(line.substring(1).split("\\|")).map(String::strip).toList());
    }
    return rows;
  }
}
