package heed.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * From the launch of {@code ./heed up}, or demo, to its key, which is printed when all is ready:
 * from built, each time on an empty folder, so with a new database and new topics. The best of
 * three, of which those that other rows needed are some; with {@code --quick} the best of those
 * that there are. Seconds.
 */
final class Start implements Row {
  private static final int STARTS = 3;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String what() {
    return "start to ready, best of three";
  }

  @Override
  public Reach reach() {
    return Reach.of(Reach.under(Reach.Limit.FIGURE, 20));
  }

  @Override
  public Measured measure(Ground ground) throws Exception {
    while (ground.starts().size() < ground.size(1, STARTS)) {
      ground.fresh(List.of("up"), "");
    }
    var samples = ground.starts().stream().map(Duration::toMillis).map(ms -> ms / 1e3).toList();
    var best = samples.stream().min(Double::compare).orElseThrow();
    ground.progress().measured(name(), "best of " + samples.size(), best, "s");
    return new Measured("s", best, samples, List.of(), Map.of());
  }
}
