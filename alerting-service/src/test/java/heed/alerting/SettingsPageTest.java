package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings.ConfigClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "desk.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(heed\\.[a-z.-]+)` \\| (\\S+) \\| .+ \\|");

  @Test
  void thePageHasEveryKeyWithItsDefaultAndNoOther() throws Exception {
    var telling = Class.forName("heed.alerting.telling.TellingSettings");
    var audit = Class.forName("heed.alerting.audit.AuditSettings");
    var kept = new TreeMap<String, String>();
    for (var type :
        List.of(SlaSettings.class, CaseSettings.class, PrivacySettings.class, telling, audit)) {
      ConfigClass.configClass(type)
          .getProperties()
          .forEach((key, value) -> kept.put(key, value == null ? "-" : "`" + value + "`"));
    }
    kept.keySet().removeIf(key -> key.endsWith("[*]")); // the items of a list
    assertThat(kept).hasSizeGreaterThan(25);
    assertThat(written()).isEqualTo(kept);
  }

  private static Map<String, String> written() throws Exception {
    var written = new TreeMap<String, String>();
    for (var line : Files.readAllLines(PAGE)) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        written.put(row.group(1), row.group(2));
      }
    }
    return written;
  }
}
