package heed.bench;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param quick true: fewer and shorter rounds, with figures that say less
 * @param check true: a reach that is missed is a failure
 * @param json where all of it is written; null: nowhere
 * @param only names of rows; empty: all of them
 * @param data where the history is kept, and a throw-away folder while it runs
 * @param portBase review-ingest's port; 21 more follow it
 */
record Options(
    boolean quick, boolean check, @Nullable Path json, List<String> only, Path data, int portBase) {
  static final int DEFAULT_PORT_BASE = 18_080;
  static final int FLOOR_PORT = 20;
  private static final int HIGHEST_PORT_BASE = 65_535 - FLOOR_PORT;

  /**
   * @param names of all rows
   */
  static Options parse(List<String> words, Path root, List<String> names) throws Refusal {
    var rest = new ArrayDeque<>(words);
    var options =
        new Options(false, false, null, List.of(), root.resolve(".heed"), DEFAULT_PORT_BASE);
    while (!rest.isEmpty()) {
      options = options.with(rest.pop(), rest, names);
    }
    return options;
  }

  private Options with(String word, ArrayDeque<String> rest, List<String> names) throws Refusal {
    return switch (word) {
      case "--quick" -> new Options(true, check, json, only, data, portBase);
      case "--check" -> new Options(quick, true, json, only, data, portBase);
      case "--json" -> new Options(quick, check, Path.of(value(word, rest)), only, data, portBase);
      case "--only" -> only(value(word, rest), names);
      case "--data" -> new Options(quick, check, json, only, Path.of(value(word, rest)), portBase);
      case "--port-base" -> new Options(quick, check, json, only, data, port(value(word, rest)));
      default ->
          throw new Refusal(
              word
                  + " is not known; bench takes --quick, --check, --json FILE, --only NAME,"
                  + " --data DIR and --port-base N");
    };
  }

  private Options only(String value, List<String> names) throws Refusal {
    var more = new ArrayList<>(only);
    for (var name : value.split(",", -1)) {
      if (!names.contains(name)) {
        throw new Refusal("--only is %s, must be of %s".formatted(name, String.join(", ", names)));
      }
      more.add(name);
    }
    return new Options(quick, check, json, List.copyOf(more), data, portBase);
  }

  boolean wants(String name) {
    return only.isEmpty() || only.contains(name);
  }

  private static String value(String word, ArrayDeque<String> rest) throws Refusal {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw new Refusal(word + " needs a value");
    }
    return rest.pop();
  }

  private static int port(String text) throws Refusal {
    if (text.matches("\\d{1,5}")) {
      var number = Integer.parseInt(text);
      if (number >= 1 && number <= HIGHEST_PORT_BASE) {
        return number;
      }
    }
    throw new Refusal(
        "--port-base is %s, must be a whole number from 1 to %d"
            .formatted(text, HIGHEST_PORT_BASE));
  }
}
