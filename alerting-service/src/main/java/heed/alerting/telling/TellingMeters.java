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
  private final AtomicLong sealedBefore;

  TellingMeters(MeterRegistry registry) {
    this.registry = registry;
    this.waiting = registry.gauge("heed.telling.waiting", new AtomicLong());
    this.dead = registry.gauge("heed.telling.dead", new AtomicLong());
    this.sealedBefore = registry.gauge("heed.telling.sealed.before", new AtomicLong());
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

  /** Endpoints whose secrets are still sealed by a key before the current one. */
  void sealedBefore(long endpoints) {
    sealedBefore.set(endpoints);
  }

  void audited(long waitingNow, long deadNow) {
    waiting.set(waitingNow);
    dead.set(deadNow);
  }
}
