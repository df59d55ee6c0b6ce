package heed.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final String README = "deploy/helm/heed/README.md";
  private static final String BEGIN = "<!-- values -->\n";

  /** {@code -Dheed.write} writes it instead. */
  @Test
  void theTableOfValuesIsThatOfTheValues() throws IOException {
    var readme = Chart.text(README);
    var before = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length());
    var wanted = before + ValuesTable.of(Chart.text("deploy/helm/heed/values.yaml"));
    if (System.getProperty("heed.write") != null) {
      Files.writeString(Chart.ROOT.resolve(README), wanted);
    } else {
      assertThat(readme).isEqualTo(wanted);
    }
  }
}
