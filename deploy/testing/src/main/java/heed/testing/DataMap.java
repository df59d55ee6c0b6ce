package heed.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The data map of {@code docs/privacy.md}: what of every table may be personal, and what may not.
 * Rows of a section's table are {@code | `name` | personal | not personal | ...}; {@code `*`}
 * stands for all numbers that are not named.
 */
public final class DataMap {
  private static final Path PAGE = Path.of("..", "docs", "privacy.md");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z_-]+)` \\|([^|]*)\\|([^|]*)\\|.*");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+|\\*)`");

  private static final Set<String> NUMBERS =
      Set.of("smallint", "integer", "bigint", "double precision");

  /** What the map says of one table. */
  public record Entry(Set<String> personal, Set<String> other) {
    /**
     * What it does not speak of, and what it speaks of in vain.
     *
     * @param columns of the table, with their types
     */
    public Set<String> differences(Map<String, String> columns) {
      var different = new TreeSet<String>();
      columns.forEach(
          (name, type) -> {
            var both = personal.contains(name) && other.contains(name);
            var neither = !personal.contains(name) && !other.contains(name);
            if (both || (neither && !(other.contains("*") && NUMBERS.contains(type)))) {
              different.add(name);
            }
          });
      var said = new TreeSet<>(personal);
      said.addAll(other);
      said.removeAll(columns.keySet());
      said.remove("*");
      different.addAll(said);
      return different;
    }
  }

  private DataMap() {}

  /**
   * The tables of a section, by name.
   *
   * @param section its heading, as it is written; seen from the folder of a module
   */
  public static Map<String, Entry> section(String section) {
    var entries = new TreeMap<String, Entry>();
    var within = false;
    for (var line : lines()) {
      if (line.startsWith("#")) {
        within = line.replaceFirst("^#+ ", "").equals(section);
      }
      var row = ROW.matcher(line);
      if (within && row.matches()) {
        entries.put(row.group(1), new Entry(names(row.group(2)), names(row.group(3))));
      }
    }
    return entries;
  }

  private static Set<String> names(String cell) {
    var names = new TreeSet<String>();
    NAME.matcher(cell).results().forEach(name -> names.add(name.group(1)));
    return names;
  }

  private static Iterable<String> lines() {
    try {
      return Files.readAllLines(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
