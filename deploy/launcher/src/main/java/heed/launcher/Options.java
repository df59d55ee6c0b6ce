package heed.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param data where everything is kept that must survive
 * @param portBase review-ingest's port; the others follow from it
 * @param open true: show the console in a browser
 * @param stay demo only, true: stay up after the report
 */
record Options(Command command, Path data, int portBase, boolean open, boolean stay) {
  enum Command {
    UP,
    DEMO
  }

  static final int DEFAULT_PORT_BASE = 8080;
  private static final int HIGHEST_PORT_BASE = 65_535 - Ports.SPAN;

  static Options parse(List<String> words, Path root, boolean terminal) throws Refusal {
    var rest = new ArrayDeque<>(words);
    var command = command(rest.isEmpty() ? "" : rest.pop());
    var options =
        new Options(
            command,
            root.resolve(".heed"),
            DEFAULT_PORT_BASE,
            false,
            terminal && command == Command.DEMO);
    while (!rest.isEmpty()) {
      options = options.with(rest.pop(), rest);
    }
    return options;
  }

  private Options with(String name, ArrayDeque<String> rest) throws Refusal {
    return switch (name) {
      case "--data" -> new Options(command, Path.of(value(name, rest)), portBase, open, stay);
      case "--port-base" -> new Options(command, data, port(value(name, rest)), open, stay);
      case "--open" -> new Options(command, data, portBase, true, stay);
      case "--stay" -> new Options(command, data, portBase, open, true);
      default ->
          throw new Refusal(
              "%s is not known; up and demo take --data DIR, --port-base N and --open"
                  .formatted(name));
    };
  }

  private static Command command(String word) throws Refusal {
    return switch (word) {
      case "up" -> Command.UP;
      case "demo" -> Command.DEMO;
      default -> throw new Refusal("the command is '%s', must be up or demo".formatted(word));
    };
  }

  private static String value(String name, ArrayDeque<String> rest) throws Refusal {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw new Refusal(name + " needs a value");
    }
    return rest.pop();
  }

  private static int port(String text) throws Refusal {
    if (text.matches("\\d{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= HIGHEST_PORT_BASE) {
        return number;
      }
    }
    throw new Refusal(
        "--port-base is %s, must be a whole number from 1 to %d"
            .formatted(text, HIGHEST_PORT_BASE));
  }
}
