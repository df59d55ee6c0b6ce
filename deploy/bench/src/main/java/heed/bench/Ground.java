package heed.bench;

import heed.events.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rows measure on: one Heed for most of them, others that come and go, and how long. */
final class Ground implements AutoCloseable {
  private final Options options;
  private final Path root;
  private final Progress progress;
  private final Reviews reviews;
  private final List<Duration> starts = new ArrayList<>();
  private @Nullable Heed heed;
  private @Nullable Records records;
  private volatile boolean closing;
  private boolean failed;

  Ground(Options options, Path root, Progress progress) throws IOException {
    this.options = options;
    this.root = root;
    this.progress = progress;
    reviews = Reviews.read(root.resolve("sentiment-service/corpus"));
  }

  boolean quick() {
    return options.quick();
  }

  /** As many as the length of the run asks for. */
  int size(int quick, int full) {
    return options.quick() ? quick : full;
  }

  Duration time(Duration quick, Duration full) {
    return options.quick() ? quick : full;
  }

  Path root() {
    return root;
  }

  int floorPort() {
    return options.portBase() + Options.FLOOR_PORT;
  }

  Progress progress() {
    return progress;
  }

  Reviews reviews() {
    return reviews;
  }

  /** The Heed that rows share, started when the first of them asks. */
  synchronized Heed heed() throws IOException, Refusal {
    if (heed == null) {
      heed = fresh(List.of("up"), "");
    }
    return heed;
  }

  /** Its broker. */
  Records records() throws IOException, Refusal {
    var running = heed();
    if (records == null) {
      records = new Records(running.bootstrapServers());
    }
    return records;
  }

  /** Another one in its place, on an empty folder. */
  synchronized Heed fresh(List<String> words, String until) throws IOException, Refusal {
    stop();
    if (closing) {
      throw new Refusal("told to stop");
    }
    requireFree(options.portBase());
    progress.now("starting ./heed " + String.join(" ", words));
    var folder = folder();
    delete(folder);
    var started = Heed.start(root, words, folder, options.portBase(), until);
    heed = started;
    starts.add(started.start());
    progress.line("  started in %s s".formatted(Table.number(started.start().toMillis() / 1e3)));
    return started;
  }

  /** A folder that somebody works on is not deleted. */
  static void requireFree(int portBase) throws Refusal {
    for (var port : Heed.ports(portBase)) {
      requireFreePort(port);
    }
  }

  private static void requireFreePort(int port) throws Refusal {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new Refusal(
          "port %d is taken; stop what listens there or choose other ports with --port-base"
              .formatted(port));
    }
  }

  /** How long each start took until now. */
  List<Duration> starts() {
    return List.copyOf(starts);
  }

  /** Lets go what is held and waits until what lies on the topics is read. */
  void settle() throws IOException, InterruptedException, Refusal {
    heed().letAllGo();
    progress.now("waiting until all is read");
    records().awaitRead(Heed.SENTIMENT, Topics.REVIEWS_RECEIVED);
    records().awaitRead(Heed.ALERTING, Topics.REVIEWS_TAGGED);
    records().awaitRead(Heed.METRICS, Topics.REVIEWS_TAGGED);
    records().awaitRead(Heed.METRICS, Topics.CASES_CHANGED);
  }

  synchronized void stop() {
    if (records != null) {
      records.close();
      records = null;
    }
    if (heed != null) {
      progress.now("stopping");
      try {
        heed.close();
      } catch (IOException e) {
        progress.line("  it did not stop: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      heed = null;
    }
  }

  /**
   * A row could not be measured: what was logged is kept until the next run. A row that was only
   * told to stop has nothing to say.
   */
  synchronized void failed() {
    failed |= !closing;
  }

  private Path folder() {
    return options.data().resolve("bench-" + options.portBase());
  }

  /** True once it was told to stop; nothing is started any more. */
  boolean isClosing() {
    return closing;
  }

  @Override
  public void close() throws IOException {
    closing = true;
    clearAway();
  }

  private synchronized void clearAway() throws IOException {
    stop();
    if (failed) {
      progress.line("  the logs of what failed are in " + folder().resolve("logs"));
    } else {
      delete(folder());
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
