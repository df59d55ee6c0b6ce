package heed.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What came in and what became of it. Duplicates cannot be known here; the readers of the log know
 * them.
 */
@Startup
@ApplicationScoped
class IngestMetrics {
  private static final String FORM = "form";
  private final MeterRegistry registry;
  private final List<List<Counter>> accepted;
  private final List<List<Counter>> rejected;
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
    accepted = counters(registry, item -> item.accepted, " that the log acknowledged");
    rejected = counters(registry, item -> item.rejected, " that were refused for what they hold");
    for (var what : Erased.values()) {
      erasures(what);
    }
  }

  /** Items that the broker acknowledged. */
  void accepted(Item item, Form form, long count) {
    counter(accepted, item, form).increment(count);
  }

  /** Items that were refused for what they hold; nothing of them left. */
  void rejected(Item item, Form form, long count) {
    counter(rejected, item, form).increment(count);
  }

  /** Looked up here and not in the registry: this is done for every post. */
  private static Counter counter(List<List<Counter>> counters, Item item, Form form) {
    return counters.get(item.ordinal()).get(form.ordinal());
  }

  private static List<List<Counter>> counters(
      MeterRegistry registry, Function<Item, String> name, String what) {
    return Stream.of(Item.values())
        .map(
            item ->
                Stream.of(Form.values())
                    .map(
                        form ->
                            Counter.builder(name.apply(item))
                                .description(item.words + what)
                                .tag(FORM, form.tag)
                                .register(registry))
                    .toList())
        .toList();
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
