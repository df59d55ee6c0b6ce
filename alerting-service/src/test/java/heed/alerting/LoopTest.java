package heed.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Duration REST = Duration.ofMillis(20);

  @Test
  void howeverOftenItIsNudgedItRestsAfterEachStep() {
    List<Long> begun = Collections.synchronizedList(new ArrayList<>());
    var steps = new CountDownLatch(5);
    try (var loop =
        new Loop(
                "rests",
                Duration.ofHours(1),
                REST,
                () -> {
                  begun.add(System.nanoTime());
                  steps.countDown();
                  return false;
                })
            .start()) {
      while (steps.getCount() > 0) {
        loop.nudge();
        Thread.onSpinWait();
      }
    }
    for (var i = 1; i < begun.size(); i++) {
      assertThat(begun.get(i) - begun.get(i - 1)).isGreaterThanOrEqualTo(REST.toNanos());
    }
  }
}
