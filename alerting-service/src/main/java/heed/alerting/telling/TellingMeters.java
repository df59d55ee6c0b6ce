package heed.alerting.telling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The figures of telling, with the names that dashboards rely on. */
@Singleton
class TellingMeters {
  private static final String DROPPED = "dropped";

  /** Shown from the start, so that the first of them is an increase. */
  private static final List<String> OUTCOMES =
      List.of("delivered", "failed", "away", "refused", "gone", "postponed", DROPPED);

  private final MeterRegistry registry;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong dead = new AtomicLong();
  private final AtomicLong forMail = new AtomicLong();
  private final AtomicLong sealedBefore = new AtomicLong();

  TellingMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("heed.telling.waiting", waiting, AtomicLong::get)
        .description("Notices and messages that wait to be sent")
        .register(registry);
    Gauge.builder("heed.telling.dead", dead, AtomicLong::get)
        .description("Messages that were given up and can be delivered again")
        .register(registry);
    Gauge.builder("heed.telling.mail.waiting", forMail, AtomicLong::get)
        .description("Letters that wait for a mail server that cannot be reached; 0 if it can")
        .register(registry);
    Gauge.builder("heed.telling.sealed.before", sealedBefore, AtomicLong::get)
        .description("Endpoints whose secrets a key before the current one sealed")
        .register(registry);
    for (var medium : Medium.values()) {
      OUTCOMES.forEach(outcome -> count(medium, outcome, 0));
    }
  }

  void attempted(Medium medium, Outcome outcome) {
    count(medium, outcome.label(), 1);
  }

  /** It was no longer so before it was ever tried. */
  void dropped(Medium medium) {
    count(medium, DROPPED, 1);
  }

  private void count(Medium medium, String outcome, int n) {
    Counter.builder("heed.telling.attempts")
        .description("Attempts to deliver a message, by what came of them")
        .tags("channel", medium.label(), "outcome", outcome)
        .register(registry)
        .increment(n);
  }

  /** Endpoints whose secrets are still sealed by a key before the current one. */
  void sealedBefore(long endpoints) {
    sealedBefore.set(endpoints);
  }

  void audited(long waitingNow, long forMailNow, long deadNow) {
    waiting.set(waitingNow);
    forMail.set(forMailNow);
    dead.set(deadNow);
  }
}
