package heed.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * What came in and what became of it. Duplicates cannot be known here; the readers of the log know
 * them.
 */
@Startup
@ApplicationScoped
class IngestMetrics {
  private static final String FORM = "form";
  private final MeterRegistry registry;
  private final Counter unacknowledged;
  private final Counter throttled;

  IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    unacknowledged =
        Counter.builder("heed.requests.unacknowledged")
            .description("Requests answered 503: the log did not acknowledge")
            .register(registry);
    throttled =
        Counter.builder("heed.requests.throttled")
            .description("Requests answered 429: too much at once")
            .register(registry);
    for (var form : Form.values()) {
      accepted(form, 0);
      rejected(form, 0);
    }
    for (var what : Erased.values()) {
      erasures(what);
    }
  }

  /** Reviews that the broker acknowledged. */
  void accepted(Form form, long reviews) {
    Counter.builder("heed.reviews.accepted")
        .description("Reviews that the log acknowledged")
        .tag(FORM, form.tag)
        .register(registry)
        .increment(reviews);
  }

  /** Reviews that were refused for what they hold; nothing of them left. */
  void rejected(Form form, long reviews) {
    Counter.builder("heed.reviews.rejected")
        .description("Reviews that were refused for what they hold")
        .tag(FORM, form.tag)
        .register(registry)
        .increment(reviews);
  }

  void erased(Erased what) {
    erasures(what).increment();
  }

  private Counter erasures(Erased what) {
    return Counter.builder("heed.erasures.accepted")
        .description("Erasures that the log acknowledged")
        .tag("of", what.tag)
        .register(registry);
  }

  /** A request that was answered 503; of a bulk, what came before counts as accepted. */
  void unacknowledged() {
    unacknowledged.increment();
  }

  /** A request that was answered 429. */
  void throttled() {
    throttled.increment();
  }

  /** How reviews were posted. */
  enum Form {
    JSON,
    NDJSON,
    CSV;

    private final String tag = name().toLowerCase(Locale.ROOT);
  }

  /** What was erased. */
  enum Erased {
    REVIEW,
    CUSTOMER;

    private final String tag = name().toLowerCase(Locale.ROOT);
  }
}
