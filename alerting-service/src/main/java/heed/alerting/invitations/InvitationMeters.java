package heed.alerting.invitations;

import heed.alerting.telling.Correspondence.Fate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The figures of asking, with the names that dashboards rely on. */
@Singleton
class InvitationMeters {
  private static final List<String> OUTCOMES = List.of("applied", "repeated", "refused", "ignored");

  private final MeterRegistry registry;
  private final AtomicLong overdue = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong sealedBefore = new AtomicLong();

  InvitationMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("heed.invitations.waiting", waiting, AtomicLong::get)
        .description("Orders about which somebody is to be asked or reminded")
        .register(registry);
    Gauge.builder("heed.invitations.overdue", overdue, AtomicLong::get)
        .description("Invitations and reminders due for more than a minute and not decided on")
        .register(registry);
    Gauge.builder("heed.invitations.sealed.before", sealedBefore, AtomicLong::get)
        .description("Contacts of orders sealed by a key before the current one")
        .register(registry);
    OUTCOMES.forEach(outcome -> orders(outcome, 0));
    for (var letter : Letter.values()) {
      for (var fate : Fate.values()) {
        letters(letter, fate, 0);
      }
    }
  }

  /** What came of records about orders. */
  void heard(Map<String, Integer> tally) {
    tally.forEach(this::orders);
  }

  /** What became of a letter. */
  void became(Letter letter, Fate fate) {
    letters(letter, fate, 1);
  }

  void audited(long waitingNow, long overdueNow) {
    waiting.set(waitingNow);
    overdue.set(overdueNow);
  }

  void sealedBefore(long contacts) {
    sealedBefore.set(contacts);
  }

  private void orders(String outcome, int n) {
    Counter.builder("heed.invitations.orders")
        .description("Records about orders, by what came of them")
        .tags("outcome", outcome)
        .register(registry)
        .increment(n);
  }

  private void letters(Letter letter, Fate fate, int n) {
    Counter.builder("heed.invitations.letters")
        .description("Invitations and reminders that came to an end, by what became of them")
        .tags(
            "letter",
            letter.name().toLowerCase(Locale.ROOT),
            "outcome",
            fate.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment(n);
  }
}
