package heed.alerting.telling;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** The figures of telling, with the names that dashboards rely on. */
@Singleton
class TellingMeters {
  private final MeterRegistry registry;
  private final AtomicLong waiting;
  private final AtomicLong dead;

  TellingMeters(MeterRegistry registry) {
    this.registry = registry;
    this.waiting = registry.gauge("heed.telling.waiting", new AtomicLong());
    this.dead = registry.gauge("heed.telling.dead", new AtomicLong());
  }

  void attempted(Medium medium, Outcome outcome) {
    count(medium, outcome.label());
  }

  /** It was no longer so before it was ever tried. */
  void dropped(Medium medium) {
    count(medium, "dropped");
  }

  private void count(Medium medium, String outcome) {
    registry
        .counter("heed.telling.attempts", "channel", medium.label(), "outcome", outcome)
        .increment();
  }

  void audited(long waitingNow, long deadNow) {
    waiting.set(waitingNow);
    dead.set(deadNow);
  }
}
