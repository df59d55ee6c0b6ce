package heed.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RepeatingTest {
  private static final int STEPS = 5;

  /** When a step began and ended, in nanoseconds. */
  private record Taken(long began, long ended) {}

  private final List<Taken> taken = new CopyOnWriteArrayList<>();

  /** A step that takes longer than the pause, and has more to do. */
  private boolean take() {
    var began = System.nanoTime();
    while (System.nanoTime() - began < Duration.ofMillis(20).toNanos()) {
      Thread.onSpinWait();
    }
    taken.add(new Taken(began, System.nanoTime()));
    return true;
  }

  @Test
  void whoRestsDoesSoFiveTimesAsLongAsTheStepTookOrASecond() {
    try (var repeating = new Repeating("test", Duration.ZERO, this::take).resting()) {
      repeating.start();
      await().until(() -> taken.size() >= STEPS);
    }
    for (var i = 1; i < STEPS; i++) {
      var step = taken.get(i - 1);
      var rested = taken.get(i).began() - step.ended();
      var least = Math.min(5 * (step.ended() - step.began()), Duration.ofSeconds(1).toNanos());
      assertThat(rested).isGreaterThanOrEqualTo(wholeMillis(least));
    }
  }

  private static long wholeMillis(long nanos) {
    return Duration.ofMillis(nanos / 1_000_000).toNanos();
  }
}
