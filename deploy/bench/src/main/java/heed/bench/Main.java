package heed.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code ./heed bench}. Exit codes: 0 when all was measured; 1 when something could not be, or a
 * reach was missed and {@code --check} asks for it; 2 when the command line is not understood.
 */
public final class Main {
  private static final String HISTORY = "bench-history.jsonl";

  private final Options options;
  private final Path root;
  private final Progress progress;

  private Main(Options options, Path root, Progress progress) {
    this.options = options;
    this.root = root;
    this.progress = progress;
  }

  public static void main(String[] words) throws IOException {
    Logger.getLogger("").setLevel(Level.OFF); // a row that fails says why itself
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var root = Path.of(System.getProperty("heed.root", ".")).toAbsolutePath().normalize();
    Options options;
    try {
      options = Options.parse(List.of(words), root, Rows.NAMES);
    } catch (Refusal e) {
      System.err.println("heed: " + e.getMessage());
      System.exit(2);
      return;
    }
    var progress = new Progress(out, Boolean.getBoolean("heed.terminal"));
    System.exit(new Main(options, root, progress).run());
  }

  private int run() throws IOException {
    var machine = Machine.here();
    progress.line("measuring on " + machine.key() + (options.quick() ? ", quickly" : ""));
    var results = measure();
    if (results.isEmpty()) {
      return 1; // told to stop
    }
    var date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var run = new Run(machine, Commit.of(root), date, options.quick(), results);
    progress.line("");
    Table.lines(results).forEach(progress::line);
    progress.line("");
    write(run);
    var failed = results.stream().anyMatch(result -> result.measured() == null);
    var missed = results.stream().anyMatch(result -> !result.isMet());
    return failed || options.check() && missed ? 1 : 0;
  }

  /** Empty if it was told to stop meanwhile. */
  private List<Result> measure() throws IOException {
    var results = new ArrayList<Result>();
    var ground = new Ground(options, root, progress);
    var hook = new Thread(() -> close(ground), "clean-up");
    Runtime.getRuntime().addShutdownHook(hook);
    for (var row : Rows.AS_THEY_RUN) {
      if (options.wants(row.name()) && !ground.isClosing()) {
        results.add(measure(row, ground));
      }
    }
    if (ground.isClosing()) {
      return List.of();
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    close(ground);
    return Rows.asTold(results);
  }

  private Result measure(Row row, Ground ground) {
    try {
      return Result.of(row, row.measure(ground));
    } catch (Exception e) {
      var why = e instanceof Refusal ? String.valueOf(e.getMessage()) : e.toString();
      ground.failed();
      progress.line("  %-12s not measured: %s".formatted(row.name(), why));
      return Result.failed(row, why);
    }
  }

  private void close(Ground ground) {
    try {
      ground.close();
    } catch (IOException e) {
      progress.line("  not everything was cleared away: " + e.getMessage());
    }
  }

  /** The history, and the file that was asked for. */
  private void write(Run run) throws IOException {
    var history = options.data().resolve(HISTORY);
    var past =
        Files.exists(history) ? Run.past(Files.readAllLines(history)) : List.<History.Past>of();
    run.falls(past).forEach(progress::line);
    Files.createDirectories(options.data());
    Files.writeString(
        history, run.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (options.json() != null) {
      Files.writeString(options.json(), run.json().toPrettyString() + "\n");
    }
  }
}
