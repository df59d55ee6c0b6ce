package heed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Memory at rest after {@code ./heed demo}: the proportional set sizes ({@code smaps_rollup},
 * Linux) of the four services, the launcher and its broker. Each page is counted once, shared ones
 * by share. PostgreSQL's is no part of it. Gigabytes of 1,000,000,000 bytes, and megabytes of each.
 */
final class Memory implements Row {
  private static final String REPORTED = "sample reviews posted";

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String what() {
    return "memory at rest after demo";
  }

  @Override
  public Reach reach() {
    return Reach.of(Reach.under(Reach.Limit.FIGURE, 1.6));
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    if (!Files.exists(Path.of("/proc/self/smaps_rollup"))) {
      throw new Refusal("this system has no /proc/PID/smaps_rollup");
    }
    var heed = ground.fresh(List.of("demo", "--stay"), REPORTED);
    ground.progress().now("memory, coming to rest");
    Thread.sleep(ground.time(Duration.ofSeconds(5), Duration.ofSeconds(20)));
    var asides = new LinkedHashMap<String, Double>();
    var all = 0L;
    for (var process : heed.processes().entrySet()) {
      var bytes = pss(Files.readString(Path.of("/proc/" + process.getValue() + "/smaps_rollup")));
      asides.put(process.getKey() + " MB", bytes / 1e6);
      all += bytes;
    }
    ground.progress().measured(name(), "together", all / 1e9, "GB");
    return new Measured("GB", all / 1e9, List.of(all / 1e9), List.of(), asides);
  }

  /** Bytes. */
  static long pss(String rollup) throws IOException {
    for (var line : rollup.split("\n", -1)) {
      if (line.startsWith("Pss:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no Pss in smaps_rollup");
  }
}
