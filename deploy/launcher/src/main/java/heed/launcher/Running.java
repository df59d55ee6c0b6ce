package heed.launcher;

import heed.embedded.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The processes that run, with the time they started at, on disk: a launcher that is killed cannot
 * stop them, so the next one does. A number whose start differs belongs to a stranger by now.
 */
final class Running {
  private static final Duration TOLERANCE = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final Path file;
  private final Map<String, String> lines = new LinkedHashMap<>();

  Running(Path file) {
    this.file = file;
  }

  synchronized void note(String name, ProcessHandle process) throws IOException {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    lines.put(name, name + " " + process.pid() + " " + started);
    Files.write(file, lines.values());
  }

  synchronized void clear() throws IOException {
    lines.clear();
    Files.deleteIfExists(file);
  }

  /** Ends what a killed launcher left; the names of what was still there. */
  List<String> endLeftovers() throws IOException, InterruptedException {
    if (!Files.exists(file)) {
      return List.of();
    }
    var left = new LinkedHashMap<String, ProcessHandle>();
    for (var line : Files.readAllLines(file)) {
      var words = line.split(" ", -1);
      find(words).ifPresent(process -> left.put(words[0], process));
    }
    left.values().forEach(ProcessHandle::destroy);
    for (var process : left.values()) {
      awaitEnd(process);
    }
    Files.deleteIfExists(file);
    return List.copyOf(left.keySet());
  }

  private static Optional<ProcessHandle> find(String[] words) {
    if (words.length != 3 || !words[1].matches("\\d{1,18}") || !words[2].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    var started = Instant.ofEpochMilli(Long.parseLong(words[2]));
    return ProcessHandle.of(Long.parseLong(words[1]))
        .filter(Processes::runs)
        .filter(process -> startedAt(process, started));
  }

  private static boolean startedAt(ProcessHandle process, Instant expected) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(expected, actual).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }

  private static void awaitEnd(ProcessHandle process) throws InterruptedException {
    if (!Processes.awaitEnd(process, GRACE)) {
      process.destroyForcibly();
    }
  }
}
