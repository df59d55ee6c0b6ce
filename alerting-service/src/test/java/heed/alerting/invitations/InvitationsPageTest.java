package heed.alerting.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings.ConfigClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InvitationsPageTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(heed\\.[a-z.\"*-]+)` \\| (\\S+) \\| .+ \\|");

  @Test
  void thePageHasEveryKeyWithItsDefaultAndNoOther() throws Exception {
    var kept = new TreeMap<String, String>();
    for (var type : List.of(InvitationSettings.class, FormSettings.class)) {
      ConfigClass.configClass(type)
          .getProperties()
          .forEach((key, value) -> kept.put(named(key), value == null ? "-" : "`" + value + "`"));
    }
    kept.keySet().removeIf(key -> key.endsWith("[*]")); // the items of a list
    var written = new TreeMap<String, String>();
    for (var line : Files.readAllLines(Path.of("..", "docs", "invitations.md"))) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        written.put(named(row.group(1)), row.group(2));
      }
    }
    assertThat(written).isEqualTo(kept).hasSizeGreaterThan(15);
  }

  private static String named(String key) {
    return key.replace("\"*\"", "*");
  }
}
