package heed.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps rot; these are held to what is there. */
class DocumentsTest {
  private static final Pattern CODE = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");
  private static final Pattern PROOF = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?://|#)([^)#]+)");

  @Test
  void everyClassThatTheMapNamesExists() throws IOException {
    var sources = sources();
    var named = new TreeSet<String>();
    for (var file : new String[] {"ARCHITECTURE.md", "CONTRIBUTING.md"}) {
      CODE.matcher(House.text(file)).results().forEach(m -> named.add(m.group(1)));
    }
    assertThat(named).isNotEmpty();
    assertThat(named).filteredOn(n -> !n.matches("[A-Z0-9]+")).isSubsetOf(sources);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "docs/decisions/README.md",
        "docs/desk.md",
        "docs/metrics.md",
        "docs/privacy.md",
        "docs/routing.md",
        "docs/runbooks.md",
        "docs/traces-and-logs.md"
      })
  void everyLinkLeadsSomewhere(String file) {
    var folder = House.ROOT.resolve(file).getParent();
    LINK.matcher(House.text(file))
        .results()
        .map(m -> m.group(1))
        .forEach(link -> assertThat(folder.resolve(link)).exists());
  }

  @Test
  void everyDecisionIsListed() throws IOException {
    var list = House.text("docs/decisions/README.md");
    try (var pages = Files.list(House.ROOT.resolve("docs/decisions"))) {
      assertThat(pages.map(p -> p.getFileName().toString()).filter(n -> !n.equals("README.md")))
          .isNotEmpty()
          .allSatisfy(name -> assertThat(list).contains("(" + name + ")"));
    }
  }

  @Test
  void everyTestThatTheComparisonNamesIsThere() throws IOException {
    var named = PROOF.matcher(House.text("docs/comparison.md")).results().toList();
    assertThat(named).hasSizeGreaterThan(15);
    for (var proof : named) {
      assertThat(source(proof.group(1)))
          .as(proof.group())
          .containsPattern("void " + proof.group(2) + "\\(");
    }
  }

  private static String source(String type) throws IOException {
    try (var files = Files.walk(House.ROOT)) {
      var file = files.filter(f -> f.endsWith(type + ".java")).findFirst().orElseThrow();
      return Files.readString(file);
    }
  }

  private static Set<String> sources() throws IOException {
    try (var files = Files.walk(House.ROOT)) {
      return files
          .map(Path::getFileName)
          .map(String::valueOf)
          .filter(n -> n.endsWith(".java"))
          .map(n -> n.substring(0, n.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
