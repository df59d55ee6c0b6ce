package heed.drill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param drills names or numbers; empty: all fault drills in turn
 * @param seed the first
 * @param seeds how many: that one and those that follow it
 * @param lasting for those that have no end of their own; below the 24 hours of the window whose
 *     KPIs are held against the ledger
 * @param rate reviews a second
 * @param json where the table is written to as well; null: nowhere
 * @param data in a folder of its own in here everything is kept while it runs
 * @param portBase the first port; 0: any that are free
 * @param list true: only tell which drills there are
 * @param brief true: shorter faults, for a build
 */
record Options(
    List<String> drills,
    long seed,
    int seeds,
    Duration lasting,
    int rate,
    @Nullable Path json,
    Path data,
    int portBase,
    boolean list,
    boolean brief) {
  static final String USAGE =
      "drill takes names or numbers of drills, --seed N, --seeds N, --minutes N, --rate N,"
          + " --json FILE, --data DIR, --port-base N, --short and --list";

  /** Of this a ledger and its readings fit in the heap that the launcher gives. */
  private static final long MOST_REVIEWS = 2_000_000;

  /** The drill's own folder in {@link #data}; of all that is in there it removes only this. */
  Path work() {
    return data.resolve("drill-run");
  }

  LongStream allSeeds() {
    return LongStream.range(seed, seed + seeds);
  }

  /**
   * Reads the words.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote them
   */
  static Options parse(List<String> words, Path root) {
    var rest = new ArrayDeque<>(words);
    var reading = new Reader(root.resolve(".heed").resolve("drill"));
    while (!rest.isEmpty()) {
      reading.take(rest.pop(), rest);
    }
    return reading.options();
  }

  private static final class Reader {
    private final List<String> drills = new ArrayList<>();
    private long seed = 1;
    private int seeds;
    private long minutes;
    private int rate = 200;
    private @Nullable Path json;
    private Path data;
    private int portBase;
    private boolean list;
    private boolean brief;
    private boolean seedGiven;

    Reader(Path data) {
      this.data = data;
    }

    void take(String word, ArrayDeque<String> rest) {
      switch (word) {
        case "--seed" -> {
          seed = number(word, rest, 0, 999_999_999);
          seedGiven = true;
        }
        case "--seeds" -> seeds = (int) number(word, rest, 1, 1_000);
        case "--minutes" -> minutes = number(word, rest, 1, 1_400);
        case "--rate" -> rate = (int) number(word, rest, 1, 100_000);
        case "--json" -> json = Path.of(value(word, rest));
        case "--data" -> data = Path.of(value(word, rest));
        case "--port-base" -> portBase = (int) number(word, rest, 1, 65_000);
        case "--list" -> list = true;
        case "--short" -> brief = true;
        default -> drill(word);
      }
    }

    private void drill(String word) {
      if (word.startsWith("-")) {
        throw new IllegalArgumentException(word + " is not known; " + USAGE);
      }
      drills.add(word);
    }

    /** Minutes without a drill are minutes of random faults. */
    Options options() {
      if (drills.isEmpty() && minutes > 0) {
        drills.add("random");
      }
      refuseMoreThanALedgerHolds();
      int some = seeds > 0 ? seeds : seedGiven || minutes > 0 || brief ? 1 : 3;
      var lasting = Duration.ofMinutes(minutes > 0 ? minutes : 5);
      var options =
          new Options(
              List.copyOf(drills), seed, some, lasting, rate, json, data, portBase, list, brief);
      if (json != null && absolute(json).startsWith(absolute(options.work()))) {
        throw new IllegalArgumentException(
            "--json is %s, in the folder that is removed in the end; choose another"
                .formatted(json));
      }
      return options;
    }

    private static Path absolute(Path path) {
      return path.toAbsolutePath().normalize();
    }

    private void refuseMoreThanALedgerHolds() {
      long reviews = minutes * 60 * rate;
      if (reviews > MOST_REVIEWS) {
        throw new IllegalArgumentException(
            "--minutes %d at --rate %d are %d reviews, more than the %d that the ledger holds;"
                    .formatted(minutes, rate, reviews, MOST_REVIEWS)
                + " take less of either");
      }
    }

    private static String value(String name, ArrayDeque<String> rest) {
      if (rest.isEmpty() || rest.peek().isBlank()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      return rest.pop();
    }

    private static long number(String name, ArrayDeque<String> rest, long least, long most) {
      var text = value(name, rest);
      if (text.matches("\\d{1,9}")
          && Long.parseLong(text) >= least
          && Long.parseLong(text) <= most) {
        return Long.parseLong(text);
      }
      throw new IllegalArgumentException(
          "%s is %s, must be a whole number from %d to %d".formatted(name, text, least, most));
    }
  }
}
