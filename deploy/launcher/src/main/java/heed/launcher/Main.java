package heed.launcher;

import heed.embedded.Folders;
import heed.embedded.SmtpSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code up}, {@code demo}, {@code model}, {@code recount} and {@code dead-letters}. Exit codes: 0
 * when it was told to stop or the demo is done, 1 with one sentence on standard error when Heed
 * cannot run, 2 when the command line is not understood.
 */
public final class Main {
  private final Options options;
  private final Path root;
  private final Terminal terminal;
  private final StopSignal stop;
  private boolean begun;

  private Main(Options options, Path root, Terminal terminal, StopSignal stop) {
    this.options = options;
    this.root = root;
    this.terminal = terminal;
    this.stop = stop;
  }

  public static void main(String[] words) throws IOException {
    Logger.getLogger("").setLevel(Level.SEVERE);
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var onTerminal = Boolean.getBoolean("heed.terminal");
    var root = Path.of(System.getProperty("heed.root", ".")).toAbsolutePath().normalize();
    if (words.length > 0 && words[0].equals("model")) {
      System.exit(model(List.of(words).subList(1, words.length), root, out));
    }
    if (words.length > 0 && words[0].equals("recount")) {
      System.exit(recount(List.of(words).subList(1, words.length), root, out));
    }
    if (words.length > 0 && words[0].equals("dead-letters")) {
      System.exit(deadLetters(List.of(words).subList(1, words.length), root, out));
    }
    var stop = StopSignal.install(Thread.currentThread());
    Options options;
    try {
      options = Options.parse(List.of(words), root, onTerminal);
    } catch (Refusal e) {
      System.err.println("heed: " + e.getMessage());
      System.exit(2);
      return;
    }
    var terminal = new Terminal(out, onTerminal && System.getenv("NO_COLOR") == null);
    System.exit(new Main(options, root, terminal, stop).run());
  }

  /** Asks the Heed that runs; it starts and stops nothing. */
  private static int model(List<String> words, Path root, PrintStream out) {
    try {
      ModelCommand.parse(words, root).run(out);
      return 0;
    } catch (Refusal | IOException | InterruptedException e) {
      System.err.println("heed: " + Sentences.of(e));
      return e instanceof Refusal ? 2 : 1;
    }
  }

  /** As {@link #model}; 1 where something differs. */
  private static int recount(List<String> words, Path root, PrintStream out) {
    try {
      return RecountCommand.parse(words, root).run(out) ? 0 : 1;
    } catch (Refusal | IOException | InterruptedException e) {
      System.err.println("heed: " + Sentences.of(e));
      return e instanceof Refusal ? 2 : 1;
    }
  }

  /** Asks the broker of the Heed that runs, or any other. */
  private static int deadLetters(List<String> words, Path root, PrintStream out) {
    try {
      DeadLettersCommand.parse(words, root).run(out);
      return 0;
    } catch (Refusal | IOException | InterruptedException e) {
      System.err.println("heed: " + Sentences.of(e));
      return e instanceof Refusal ? 2 : 1;
    }
  }

  private int run() throws IOException {
    var demo = options.command() == Options.Command.DEMO;
    var data = demo ? options.data().resolve("demo-" + options.portBase()) : options.data();
    var known = Files.exists(options.data());
    var fresh = !Files.exists(data);
    int exit = attempt(data, demo);
    // a demo that failed leaves its logs to read; a refused start leaves nothing
    if (demo && exit == 0 || fresh && !begun) {
      throwAway(data, known);
    }
    return exit;
  }

  private int attempt(Path data, boolean demo) {
    try (var folder = DataFolder.open(data)) {
      run(folder, demo);
      return 0;
    } catch (InterruptedException e) {
      return 0; // told to stop while starting
    } catch (Refusal | IOException | IllegalStateException e) {
      if (stop.isTold()) {
        return 0;
      }
      System.err.println("heed: " + Sentences.of(e));
      return 1;
    }
  }

  private void run(DataFolder folder, boolean demo)
      throws Refusal, IOException, InterruptedException {
    var mail = shownByMail() ? SmtpSink.open(0, Instant::now, to -> false) : null;
    try (mail) {
      run(folder, demo, mail);
    }
  }

  /** Mail of whoever named a server goes there, and is not looked at. */
  private boolean shownByMail() {
    return options.command() == Options.Command.DEMO
        && options.scenario() == null
        && System.getenv("QUARKUS_MAILER_HOST") == null;
  }

  private void run(DataFolder folder, boolean demo, @Nullable SmtpSink mail)
      throws Refusal, IOException, InterruptedException {
    var ports = new Ports(options.portBase());
    var caller = mail == null ? System.getenv() : Invited.environment(System.getenv(), mail);
    var pipeline = new Pipeline(folder, ports, root, caller, terminal);
    for (var left : pipeline.endLeftovers()) {
      terminal.warn("ended %s, left behind by a launcher that was killed".formatted(left));
    }
    ports.requireFree();
    if (demo) {
      pipeline.forget();
    }
    terminal.line("starting, data in " + folder.path());
    begun = true;
    try {
      pipeline.start();
      announce(pipeline);
      if (demo) {
        show(pipeline, mail);
      }
      if (!demo || options.stay()) {
        stop.await();
      }
    } finally {
      stop.acknowledge();
      terminal.line("stopping");
      pipeline.close();
      terminal.line("stopped");
    }
  }

  private void show(Pipeline pipeline, @Nullable SmtpSink mail)
      throws Refusal, IOException, InterruptedException {
    if (options.scenario() == null) {
      new Demo(pipeline, mail, terminal).run();
    } else {
      new Stage(pipeline, terminal).show(options.scenario(), options.seed());
    }
  }

  private void announce(Pipeline pipeline) throws IOException {
    var console = pipeline.address(Service.ALERTING_SERVICE) + "/#key=" + pipeline.demoKey();
    var dashboard = pipeline.address(Service.METRICS_SERVICE) + "/#key=" + pipeline.demoKey();
    terminal.line("");
    for (var service : Service.values()) {
      terminal.line("  %-18s %s".formatted(service.title(), pipeline.address(service)));
    }
    terminal.line("");
    terminal.line("console: " + terminal.bold(console));
    terminal.line("dashboard: " + terminal.bold(dashboard));
    terminal.line("key: " + pipeline.demoKey());
    terminal.line("");
    if (options.command() == Options.Command.UP) {
      terminal.line("Ctrl-C stops it");
    }
    if (options.open()) {
      Browser.open(console, terminal);
    }
  }

  /** Removes what the demo made, and the folder around it unless it was there before. */
  private static void throwAway(Path data, boolean known) throws IOException {
    Folders.delete(data);
    var around = data.toAbsolutePath().getParent();
    if (!known && around != null) {
      try (var rest = Files.list(around)) {
        if (rest.findAny().isEmpty()) {
          Files.delete(around);
        }
      }
    }
  }
}
