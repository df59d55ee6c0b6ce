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
    for (var item : Item.values()) {
      for (var form : Form.values()) {
        accepted(item, form, 0);
        rejected(item, form, 0);
      }
    }
    for (var what : Erased.values()) {
      erasures(what);
    }
  }

  /** Items that the broker acknowledged. */
  void accepted(Item item, Form form, long count) {
    Counter.builder(item.accepted)
        .description(item.words + " that the log acknowledged")
        .tag(FORM, form.tag)
        .register(registry)
        .increment(count);
  }

  /** Items that were refused for what they hold; nothing of them left. */
  void rejected(Item item, Form form, long count) {
    Counter.builder(item.rejected)
        .description(item.words + " that were refused for what they hold")
        .tag(FORM, form.tag)
        .register(registry)
        .increment(count);
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

  /** What is posted. */
  enum Item {
    REVIEWS("Reviews", "heed.reviews.accepted", "heed.reviews.rejected"),
    /** Deliveries of them, and what was taken back. */
    ORDERS("Orders, and changes of them,", "heed.orders.accepted", "heed.orders.rejected");

    private final String words;
    private final String accepted;
    private final String rejected;

    Item(String words, String accepted, String rejected) {
      this.words = words;
      this.accepted = accepted;
      this.rejected = rejected;
    }
  }

  /** How it was posted. */
  enum Form {
    JSON,
    NDJSON,
    CSV,
    /** By a customer himself, behind a link. */
    HTML;

    private final String tag = name().toLowerCase(Locale.ROOT);
  }

  /** What was erased. */
  enum Erased {
    REVIEW,
    CUSTOMER;

    private final String tag = name().toLowerCase(Locale.ROOT);
  }
}
