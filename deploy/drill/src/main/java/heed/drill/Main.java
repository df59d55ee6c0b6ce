package heed.drill;

import heed.embedded.Folders;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code drill}: hurts a Heed of its own and tells what was lost. Exit codes: 0 when every drill
 * was passed, 1 when one was not or could not be carried out, 2 when the command line is not
 * understood.
 */
public final class Main {
  private final Options options;
  private final Path root;
  private final PrintStream out;
  private final Table table = new Table();
  private boolean told;

  Main(Options options, Path root, PrintStream out) {
    this.options = options;
    this.root = root;
    this.out = out;
  }

  public static void main(String[] words) throws IOException {
    Logger.getLogger("").setLevel(Level.SEVERE);
    var root = Path.of(System.getProperty("heed.root", ".")).toAbsolutePath().normalize();
    try {
      var options = Options.parse(List.of(words), root);
      System.exit(new Main(options, root, System.out).run());
    } catch (IllegalArgumentException e) {
      System.err.println("heed: " + e.getMessage());
      System.exit(2);
    }
  }

  /** The exit code. */
  int run() throws IOException {
    if (options.list()) {
      Drills.ALL.forEach(
          drill -> out.printf("%3s %-22s %s%n", numeral(drill), drill.name(), drill.what()));
      return 0;
    }
    var wanted = Drills.named(options.drills());
    var lockFile = options.work().resolve("lock");
    if (Files.exists(options.work()) && !Files.exists(lockFile)) {
      out.println(
          "heed: %s is there and was not made by a drill; move it away, or choose another --data"
              .formatted(options.work()));
      return 1;
    }
    Files.createDirectories(options.work());
    try (var channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock == null) {
        out.println("heed: another drill runs on " + options.data());
        return 1;
      }
      return run(wanted);
    }
  }

  private static String numeral(Drill drill) {
    return drill.number() == 0 ? "" : String.valueOf(drill.number());
  }

  private int run(List<Drill> wanted) throws IOException {
    Leftovers.end(options.work());
    var stopping = new Thread(this::stop, "drill-stop");
    Runtime.getRuntime().addShutdownHook(stopping);
    try (var context = new Context(options, root, this::say)) {
      for (long seed : options.allSeeds().toArray()) {
        for (var drill : wanted) {
          run(context, drill, seed);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
    tell();
    if (table.passed()) {
      Folders.delete(options.work());
    }
    return table.passed() ? 0 : 1;
  }

  /** At the end of the JVM, also at one that comes early. */
  private void stop() {
    Leftovers.endQuietly(options.work());
    tell();
  }

  /** Once, and also of those only that were run before somebody ended it. */
  private synchronized void tell() {
    if (!told) {
      told = true;
      out.println();
      out.println(table.text());
      out.flush();
    }
  }

  private void run(Context context, Drill drill, long seed)
      throws IOException, InterruptedException {
    context.begin(drill, seed);
    context.say("seed " + seed + ": " + drill.what());
    Outcome outcome;
    try {
      outcome = drill.run(context);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      outcome = Outcome.failed(String.valueOf(e.getMessage()));
      if (!(e instanceof Failed)) {
        e.printStackTrace(out);
      }
    }
    if (Leftovers.closing()) {
      throw new InterruptedException("it is being ended, and that is no finding");
    }
    if (!outcome.passed()) {
      context.dropShared();
    }
    table.add(drill, seed, outcome);
    if (options.json() != null) {
      table.write(options.json());
    }
    context.say(
        "%s: %d sent, %d acknowledged, %d indefinite, %d lost, %d duplicated"
            .formatted(
                outcome.passed() ? "passed" : "FAILED " + outcome.broken(),
                outcome.sent(),
                outcome.acknowledged(),
                outcome.indefinite(),
                outcome.lost(),
                outcome.duplicated()));
  }

  private void say(String line) {
    out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    out.flush();
  }

  Table table() {
    return table;
  }
}
