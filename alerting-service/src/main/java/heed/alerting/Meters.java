package heed.alerting;

import heed.events.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The figures of this service, with the names that dashboards rely on. */
@Singleton
class Meters {
  /** Shown from the start, so that the first of them is an increase. */
  private static final List<String> OUTCOMES =
      List.of(
          "opened",
          "no_case",
          "revised",
          "unchanged",
          "repeated",
          "refused",
          "erased",
          "customer_erased");

  private static final List<EventType> MARKS =
      List.of(
          EventType.SLA_WARNED,
          EventType.SLA_BREACHED,
          EventType.CASE_ESCALATED,
          EventType.CASE_UNACKNOWLEDGED);

  private final MeterRegistry registry;
  private final Timer lateness;
  private final Counter opened;
  private final Counter sent;
  private final Counter deadLetters;
  private final AtomicLong overdue = new AtomicLong();
  private final AtomicLong outbox = new AtomicLong();
  private final AtomicLong oldestMillis = new AtomicLong();
  private final AtomicLong sealedBefore = new AtomicLong();
  private final AtomicLong sealedByUnknown = new AtomicLong();

  Meters(MeterRegistry registry) {
    this.registry = registry;
    this.lateness =
        Timer.builder("heed.marks.lateness")
            .description("From the due time of a mark to its telling")
            .serviceLevelObjectives(
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofMinutes(1))
            .register(registry);
    this.opened = counter("heed.cases.opened", "Cases opened for unhappy reviews");
    this.sent = counter("heed.case.events.sent", "Events of cases that the log acknowledged");
    this.deadLetters = counter("heed.dead.letters", "Records laid aside as unreadable");
    gauge("heed.marks.overdue", overdue, 1, "Marks due for more than a minute and not told");
    gauge("heed.outbox.depth", outbox, 1, "Events and answers that have not left");
    gauge("heed.outbox.age.seconds", oldestMillis, 1000, "Age of the oldest that has not left");
    gauge(
        "heed.privacy.sealed.before",
        sealedBefore,
        1,
        "Contacts sealed by a key before the current one");
    gauge(
        "heed.privacy.sealed.unknown",
        sealedByUnknown,
        1,
        "Contacts sealed by a key that is not configured");
    OUTCOMES.forEach(outcome -> applied(outcome, 0));
    MARKS.forEach(mark -> told(mark, 0));
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private void gauge(String name, AtomicLong value, double scale, String description) {
    Gauge.builder(name, value, v -> v.get() / scale).description(description).register(registry);
  }

  /** What became of the reviews of a batch; opened is among the outcomes. */
  void applied(Map<String, Integer> tally) {
    tally.forEach(this::applied);
    opened.increment(tally.getOrDefault("opened", 0));
  }

  private void applied(String outcome, int n) {
    Counter.builder("heed.reviews.applied")
        .description("What became of the reviews and erasures that came; repeated is a duplicate")
        .tag("outcome", outcome)
        .register(registry)
        .increment(n);
  }

  void told(Mark mark, Duration late) {
    told(mark.type(), 1);
    lateness.record(late);
  }

  private void told(EventType type, int n) {
    Counter.builder("heed.marks.told")
        .description("Marks of the clocks that were told")
        .tag("type", type.shortName())
        .register(registry)
        .increment(n);
  }

  void sent(int events) {
    sent.increment(events);
  }

  void deadLetter() {
    deadLetters.increment();
  }

  /**
   * @param oldest how long the first of the outbox has waited; zero if nothing does
   */
  void audited(long marksOverdue, long outboxDepth, Duration oldest) {
    overdue.set(marksOverdue);
    outbox.set(outboxDepth);
    oldestMillis.set(oldest.toMillis());
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
