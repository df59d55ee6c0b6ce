package heed.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The table of values in the chart's README: from the comments that begin with {@code # --}. */
final class ValuesTable {
  private static final Pattern KEY = Pattern.compile("^( *)([A-Za-z0-9]+):.*");
  private static final Pattern COMMENT = Pattern.compile("^ *# -- (.*)$");

  private ValuesTable() {}

  private record Level(int indent, String name) {}

  /**
   * The table.
   *
   * @throws AssertionError if a value has no description
   */
  static String of(String values) {
    Object all = new Yaml().load(values);
    var json = new ObjectMapper().valueToTree(all);
    var rows = new ArrayList<String>();
    var path = new ArrayDeque<Level>();
    var described = new StringBuilder();
    var inside = Integer.MAX_VALUE; // below a described value nothing more is told
    for (var line : values.lines().toList()) {
      var comment = COMMENT.matcher(line);
      var key = KEY.matcher(line);
      if (comment.matches()) {
        described.append(described.isEmpty() ? "" : " ").append(comment.group(1));
      } else if (key.matches() && key.group(1).length() <= inside) {
        var indent = key.group(1).length();
        while (!path.isEmpty() && path.getLast().indent >= indent) {
          path.removeLast();
        }
        path.addLast(new Level(indent, key.group(2)));
        var names = path.stream().map(Level::name).toList();
        var value = json.at("/" + String.join("/", names));
        inside = Integer.MAX_VALUE;
        if (!described.isEmpty()) {
          rows.add("| `%s` | `%s` | %s |".formatted(String.join(".", names), value, described));
          inside = indent;
          described.setLength(0);
        } else if (!value.isObject()) {
          throw new AssertionError(String.join(".", names) + " has no description");
        }
      }
    }
    return "| value | default | what it is |\n| --- | --- | --- |\n"
        + String.join("\n", rows)
        + "\n";
  }
}
