package heed.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a service tells at {@code /q/metrics}, by the name of the figure.
 *
 * @param help the sentence that explains it
 * @param series how many there are of it
 */
record Figures(
    Map<String, String> types,
    Map<String, String> help,
    Map<String, Set<String>> labels,
    Map<String, Integer> series,
    Set<String> values) {
  private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*})? .+");

  /** The trace that an increase was part of, told beside the value. */
  private static final Pattern EXEMPLAR = Pattern.compile(" # \\{.*$");

  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"([^\"]*)\"");
  private static final Pattern PARTS = Pattern.compile("_(bucket|count|sum|max)$");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| ([a-z, -]+) \\|([^|]*)\\|");

  /**
   * A row of the document.
   *
   * @param labels all that it may have
   */
  record Documented(Set<String> services, Set<String> labels) {}

  static Figures read(String text) {
    var figures =
        new Figures(
            new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new HashSet<>());
    for (var line : text.lines().toList()) {
      var words = line.split(" ", 4);
      if (line.startsWith("# TYPE ")) {
        figures.types.put(words[3].equals("counter") ? counter(words[2]) : words[2], words[3]);
      } else if (line.startsWith("# HELP ")) {
        var counter = figures.types.containsKey(counter(words[2]));
        var name = counter ? counter(words[2]) : words[2];
        figures.help.put(name, words.length == 4 ? words[3].strip() : "");
      } else if (!line.startsWith("#")) {
        figures.series(line);
      }
    }
    return figures;
  }

  /** OpenMetrics leaves the ending to the series; whoever asks for plain text gets it here too. */
  private static String counter(String name) {
    return name.endsWith("_total") ? name : name + "_total";
  }

  private void series(String line) {
    var matched = SERIES.matcher(EXEMPLAR.matcher(line).replaceFirst(""));
    if (!matched.matches()) {
      return;
    }
    var name = types.containsKey(matched.group(1)) ? matched.group(1) : base(matched.group(1));
    series.merge(name, 1, Integer::sum);
    var found = labels.computeIfAbsent(name, n -> new TreeSet<>());
    if (matched.group(2) != null) {
      var label = LABEL.matcher(matched.group(2));
      while (label.find()) {
        if (!label.group(1).equals("le")) {
          found.add(label.group(1));
        }
        values.add(label.group(2));
      }
    }
  }

  /** Without the ending of a part of a histogram or summary. */
  static String base(String name) {
    return PARTS.matcher(name).replaceFirst("");
  }

  /** The tables of {@code docs/metrics.md}. */
  static Map<String, Documented> documented(Path page) throws IOException {
    var rows = new HashMap<String, Documented>();
    ROW.matcher(Files.readString(page))
        .results()
        .forEach(
            row ->
                rows.put(
                    row.group(1),
                    new Documented(words(row.group(2)), words(row.group(3).replace("`", "")))));
    return rows;
  }

  private static Set<String> words(String list) {
    var words = new TreeSet<>(List.of(list.strip().split(", *")));
    words.remove("");
    return words;
  }
}
