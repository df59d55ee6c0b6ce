package heed.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * What came in and what became of it. Duplicates cannot be known here; the readers of the log know
 * them.
 */
@ApplicationScoped
class IngestMetrics {
  private static final String FORM = "form";
  private final MeterRegistry registry;
  private final Counter unacknowledged;
  private final Counter throttled;

  IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    unacknowledged = registry.counter("heed.requests.unacknowledged");
    throttled = registry.counter("heed.requests.throttled");
  }

  /** Reviews that the broker acknowledged. */
  void accepted(Form form, long reviews) {
    registry.counter("heed.reviews.accepted", FORM, form.tag).increment(reviews);
  }

  /** Reviews that were refused for what they hold; nothing of them left. */
  void rejected(Form form, long reviews) {
    registry.counter("heed.reviews.rejected", FORM, form.tag).increment(reviews);
  }

  void erased(Erased what) {
    registry.counter("heed.erasures.accepted", "of", what.tag).increment();
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
