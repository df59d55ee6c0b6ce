package heed.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param data where everything is kept that must survive
 * @param portBase review-ingest's port; the others follow from it
 * @param open true: show the console in a browser
 * @param stay demo only, true: stay up after the report
 * @param scenario demo only: what is played; null: the samples that ship
 * @param seed demo only: what a scenario leaves to chance follows from it
 */
record Options(
    Command command,
    Path data,
    int portBase,
    boolean open,
    boolean stay,
    @Nullable Scenario scenario,
    long seed) {
  enum Command {
    UP,
    DEMO
  }

  static final int DEFAULT_PORT_BASE = 8080;
  static final long DEFAULT_SEED = 1;
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
            terminal && command == Command.DEMO,
            null,
            DEFAULT_SEED);
    while (!rest.isEmpty()) {
      options = options.with(rest.pop(), rest);
    }
    return options;
  }

  private Options with(String name, ArrayDeque<String> rest) throws Refusal {
    return switch (name) {
      case "--data" -> data(Path.of(value(name, rest)));
      case "--port-base" -> portBase(port(value(name, rest)));
      case "--open" -> new Options(command, data, portBase, true, stay, scenario, seed);
      case "--stay" -> new Options(command, data, portBase, open, true, scenario, seed);
      case "--scenario" -> scenario(Scenario.named(value(forDemo(name), rest)));
      case "--seed" -> seed(number(value(forDemo(name), rest)));
      default ->
          throw new Refusal(
              name
                  + " is not known; up and demo take --data DIR, --port-base N and --open,"
                  + " demo also --scenario NAME, --seed N and --stay");
    };
  }

  private Options data(Path folder) {
    return new Options(command, folder, portBase, open, stay, scenario, seed);
  }

  private Options portBase(int port) {
    return new Options(command, data, port, open, stay, scenario, seed);
  }

  private Options scenario(Scenario played) {
    return new Options(command, data, portBase, open, stay, played, seed);
  }

  private Options seed(long number) {
    return new Options(command, data, portBase, open, stay, scenario, number);
  }

  private String forDemo(String name) throws Refusal {
    if (command != Command.DEMO) {
      throw new Refusal(name + " is for demo only");
    }
    return name;
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

  private static long number(String text) throws Refusal {
    if (text.matches("\\d{1,18}")) {
      return Long.parseLong(text);
    }
    throw new Refusal("--seed is %s, must be a whole number of at most 18 digits".formatted(text));
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
