package heed.ingest;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a source since this copy started, and in the last 24 hours of that. */
final class InboundTally {
  private final Map<What, Counter> counters = new EnumMap<>(What.class);
  private final Map<What, LastDay> days = new EnumMap<>(What.class);
  private final Clock clock = Clock.systemUTC();
  private volatile @Nullable Instant lastReceivedAt;

  InboundTally(MeterRegistry registry, String source) {
    for (var what : What.values()) {
      days.put(what, new LastDay());
      counters.put(
          what,
          Counter.builder("heed.inbound.items")
              .description(
                  "Items of other platforms by source and by what became of them; of requests that were unsigned, repeated or throttled, the requests")
              .tag("source", source)
              .tag("outcome", what.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /** What became of an item. */
  enum What {
    /** The log has the review. */
    ACCEPTED,
    /** The log has its erasure. */
    ERASED,
    /** It was none of our business. */
    IGNORED,
    /** It was refused for what it holds. */
    REFUSED,
    /** A request whose signature was wrong, missing or late. */
    UNSIGNED,
    /** A request that had been taken before. */
    REPEATED,
    /** A request that was told to come back later. */
    THROTTLED
  }

  void add(What what, long count) {
    if (count > 0) {
      counter(what).increment(count);
      requireNonNull(days.get(what)).add(clock.instant(), count);
    }
  }

  void received(Instant at) {
    lastReceivedAt = at;
  }

  long count(What what) {
    return (long) counter(what).count();
  }

  /** The same of the last 24 hours, to a quarter of an hour. */
  long ofLastDay(What what) {
    return requireNonNull(days.get(what)).sum(clock.instant());
  }

  @Nullable Instant lastReceivedAt() {
    return lastReceivedAt;
  }

  private Counter counter(What what) {
    return requireNonNull(counters.get(what));
  }
}
