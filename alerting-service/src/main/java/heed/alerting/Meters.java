package heed.alerting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The figures of this service, with the names that dashboards rely on. */
@Singleton
class Meters {
  private final MeterRegistry registry;
  private final Timer lateness;
  private final Counter sent;
  private final AtomicLong overdue;
  private final AtomicLong outbox;
  private final AtomicLong sealedBefore;
  private final AtomicLong sealedByUnknown;

  Meters(MeterRegistry registry) {
    this.registry = registry;
    this.lateness =
        Timer.builder("heed.marks.lateness")
            .description("from the due time of a mark to its telling")
            .serviceLevelObjectives(
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofMinutes(1))
            .register(registry);
    this.sent = registry.counter("heed.case.events.sent");
    this.overdue = registry.gauge("heed.marks.overdue", new AtomicLong());
    this.outbox = registry.gauge("heed.outbox.depth", new AtomicLong());
    this.sealedBefore = registry.gauge("heed.privacy.sealed.before", new AtomicLong());
    this.sealedByUnknown = registry.gauge("heed.privacy.sealed.unknown", new AtomicLong());
  }

  /** What became of the reviews of a batch; opened is among the outcomes. */
  void applied(Map<String, Integer> tally) {
    tally.forEach(
        (outcome, n) -> registry.counter("heed.reviews.applied", "outcome", outcome).increment(n));
    registry.counter("heed.cases.opened").increment(tally.getOrDefault("opened", 0));
  }

  void told(Mark mark, Duration late) {
    registry.counter("heed.marks.told", "type", mark.type().shortName()).increment();
    lateness.record(late);
  }

  void sent(int events) {
    sent.increment(events);
  }

  void deadLetter() {
    registry.counter("heed.dead.letters").increment();
  }

  void audited(long marksOverdue, long outboxDepth) {
    overdue.set(marksOverdue);
    outbox.set(outboxDepth);
  }

  /**
   * What is left of a rotation.
   *
   * @param before contacts that a key before the current one sealed
   * @param unknown those of a key that is not configured: nobody can open them
   */
  void sealed(long before, long unknown) {
    sealedBefore.set(before);
    sealedByUnknown.set(unknown);
  }

  long sealedBefore() {
    return sealedBefore.get();
  }

  long sealedByUnknown() {
    return sealedByUnknown.get();
  }

  long overdue() {
    return overdue.get();
  }

  long outboxDepth() {
    return outbox.get();
  }
}
