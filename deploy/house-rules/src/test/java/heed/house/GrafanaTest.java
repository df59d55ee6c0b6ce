package heed.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard for Grafana draws what is measured, and everything that people watch for. */
class GrafanaTest {
  private static final Pattern DRAWN = Pattern.compile("\\bheed_[a-z_]+");
  private static final Pattern MEASURED = Pattern.compile("\"(heed(?:\\.[a-z]+)+)\"");
  private static final Pattern SUFFIX = Pattern.compile("(_seconds)?(_total|_bucket|_sum|_max)?$");
  private static final Pattern ID = Pattern.compile("\"id\": (\\d+)");

  @Test
  void everyFigureThatItDrawsIsMeasuredByAService() throws IOException {
    var measured = measured();
    assertThat(measured).contains("heed_kpi_nps", "heed_marks_lateness");
    assertThat(drawn()).hasSizeGreaterThan(15).isSubsetOf(measured);
  }

  @Test
  void everyKpiThatIsMeasuredIsDrawn() throws IOException {
    assertThat(drawn())
        .containsAll(measured().stream().filter(n -> n.startsWith("heed_kpi_")).toList());
  }

  @Test
  void everyPanelHasAnIdOfItsOwn() {
    var ids = ID.matcher(House.text("deploy/grafana/heed.json")).results().map(m -> m.group(1));
    assertThat(ids.toList()).isNotEmpty().doesNotHaveDuplicates();
  }

  private static Set<String> drawn() {
    var drawn = new TreeSet<String>();
    DRAWN
        .matcher(House.text("deploy/grafana/heed.json"))
        .results()
        .forEach(m -> drawn.add(SUFFIX.matcher(m.group()).replaceFirst("")));
    return drawn;
  }

  /** Names as Prometheus writes them, from the code of the services. */
  private static Set<String> measured() throws IOException {
    var measured = new TreeSet<String>();
    for (var service : House.SERVICES) {
      try (var files = Files.walk(House.ROOT.resolve(service).resolve("src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          MEASURED
              .matcher(Files.readString(file))
              .results()
              .forEach(m -> measured.add(m.group(1).replace('.', '_')));
        }
      }
    }
    return measured;
  }
}
