package heed.metrics;

import heed.events.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What became of the records that were read. Shown from the start, so that the first of anything is
 * an increase.
 */
@Startup
@Singleton
class IntakeMeters {
  private static final String CHANGED = "changed";
  private static final String UNCHANGED = "unchanged";
  private static final String REJECTED = "rejected";

  private final MeterRegistry registry;
  private final Counter deadLetters;

  IntakeMeters(MeterRegistry registry) {
    this.registry = registry;
    this.deadLetters =
        Counter.builder("heed.dead.letters")
            .description("Records laid aside as unreadable")
            .register(registry);
    for (var topic :
        List.of(
            Topics.REVIEWS_TAGGED,
            Topics.CASES_CHANGED,
            Topics.ANSWERS_PUBLISHED,
            Topics.INVITATIONS_CHANGED)) {
      taken(topic, 0, 0);
      count(topic, REJECTED, 0);
    }
  }

  /**
   * @param changed how many of a batch changed anything
   * @param unchanged how many did not: they had come before
   */
  void taken(String topic, int changed, int unchanged) {
    count(topic, CHANGED, changed);
    count(topic, UNCHANGED, unchanged);
  }

  void laidAside(String topic) {
    deadLetters.increment();
    count(topic, REJECTED, 1);
  }

  private void count(String topic, String outcome, int n) {
    Counter.builder("heed.metrics.records")
        .description("Records read, by what became of them; unchanged is a duplicate")
        .tags("topic", topic, "outcome", outcome)
        .register(registry)
        .increment(n);
  }
}
