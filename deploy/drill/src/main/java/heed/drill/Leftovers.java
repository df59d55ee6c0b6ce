package heed.drill;

import heed.embedded.EmbeddedPostgres;
import heed.embedded.Folders;
import heed.embedded.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a drill that was cut short leaves. Brokers end with their starter; services of a starter
 * that was killed live on, known by a note beside their log, and so does PostgreSQL, known by its
 * folder.
 */
final class Leftovers {
  /** Ends the names of the notes of processes. */
  static final String NOTE = ".pid";

  private static final Duration TOLERANCE = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final Object STARTING = new Object();
  private static boolean closing;

  private Leftovers() {}

  /** Makes a process. */
  interface Starter<T> {
    T start() throws IOException;
  }

  /**
   * Starts a process, unless this JVM is about to end: then nobody would end it.
   *
   * @throws Failed if it is
   */
  static <T> T start(Starter<T> starter) throws IOException {
    synchronized (STARTING) {
      refuseIfClosing();
      return starter.start();
    }
  }

  /** For what starts too long to be waited for. */
  static void refuseIfClosing() {
    if (closing()) {
      throw new Failed("the drill is being ended");
    }
  }

  /** Whether this JVM is about to end: whatever fails from then on is no finding. */
  static boolean closing() {
    synchronized (STARTING) {
      return closing;
    }
  }

  /** Notes a process, so that it can be found by whoever did not start it. */
  static void note(Path file, ProcessHandle process) throws IOException {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    Files.writeString(file, process.pid() + " " + started);
  }

  /** Ends what runs on the folders in here and removes them. */
  static void end(Path work) throws IOException {
    for (var folder : folders(work)) {
      endNoted(folder);
      endPostgres(folder);
      Folders.delete(folder);
    }
  }

  private static List<Path> folders(Path work) throws IOException {
    if (!Files.isDirectory(work)) {
      return List.of();
    }
    try (var all = Files.list(work)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static void endNoted(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      for (var file : all.filter(f -> f.toString().endsWith(NOTE)).toList()) {
        var left = noted(Files.readString(file));
        if (left.isPresent()) {
          left.get().destroyForcibly(); // what it has not finished is thrown away with its data
          Processes.awaitEnd(left.get(), GRACE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The process of a note, if it still runs; one that started at another time is a stranger. */
  static Optional<ProcessHandle> noted(String note) {
    if (!note.matches("\\d{1,18} \\d{1,18}")) {
      return Optional.empty();
    }
    var words = note.split(" ", -1);
    var started = Instant.ofEpochMilli(Long.parseLong(words[1]));
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(Processes::runs)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .filter(at -> Duration.between(at, started).abs().compareTo(TOLERANCE) <= 0)
                    .isPresent());
  }

  private static void endPostgres(Path folder) throws IOException {
    try {
      EmbeddedPostgres.endLeftover(folder.resolve("postgres"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** At the end of the JVM: children first, so that nobody writes any more. */
  static void endQuietly(Path work) {
    synchronized (STARTING) {
      closing = true;
    }
    endChildren();
    try {
      for (var folder : folders(work)) {
        endPostgres(folder);
      }
    } catch (IOException e) {
      // the next drill on this folder ends it
    }
    endChildren(); // what made or started a database meanwhile
  }

  private static void endChildren() {
    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
  }
}
