package heed.sentiment;

import heed.events.Tags;
import heed.events.Tags.Label;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The service's figures. Law: records read = tagged (untagged among them) + erasures + dead
 * letters, once a batch is acknowledged.
 */
@Startup
@Singleton
class TaggingMetrics {
  private final Map<Label, Counter> tagged = new EnumMap<>(Label.class);
  private final Counter untagged;
  private final Counter erased;
  private final Counter deadLetters;
  private final Counter retries;
  private final Counter answered;
  private final Counter refused;
  private final Timer timer;

  TaggingMetrics(MeterRegistry registry) {
    for (var label : Label.values()) {
      tagged.put(label, tagged(registry, label.name().toLowerCase(Locale.ROOT)));
    }
    untagged = tagged(registry, "none");
    erased = counter(registry, "heed.erasures.passed", "Erasures passed on");
    deadLetters = counter(registry, "heed.dead.letters", "Records laid aside as unreadable");
    retries =
        counter(registry, "heed.broker.retries", "Batches sent again: the log did not acknowledge");
    answered = counter(registry, "heed.tags.answered", "Questions to /v1/tags that were answered");
    refused = counter(registry, "heed.tags.refused", "Questions to /v1/tags that were refused");
    timer =
        Timer.builder("heed.tagging").description("From the record to its tags").register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private static Counter tagged(MeterRegistry registry, String sentiment) {
    return Counter.builder("heed.reviews.tagged")
        .description("Reviews passed on; sentiment none is untagged")
        .tag("sentiment", sentiment)
        .register(registry);
  }

  <T> T timed(Supplier<T> work) {
    return timer.record(work);
  }

  void tagged(Tags.@Nullable Sentiment sentiment) {
    (sentiment == null ? untagged : tagged.getOrDefault(sentiment.label(), untagged)).increment();
  }

  void erased() {
    erased.increment();
  }

  void deadLetter() {
    deadLetters.increment();
  }

  void retried() {
    retries.increment();
  }

  /** A question to {@code /v1/tags}, alone or as a line. */
  void answered() {
    answered.increment();
  }

  void refused() {
    refused.increment();
  }
}
