package heed.sentiment.learning;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Law: candidates judged = promoted + refused. Samples are held by the training copy alone. */
@Singleton
class LearningMetrics {
  private final AtomicInteger held = new AtomicInteger();
  private final Counter written;
  private final Counter lost;
  private final Counter judged;
  private final Counter promoted;
  private final Counter refused;

  LearningMetrics(MeterRegistry registry) {
    Gauge.builder("heed.learning.samples.held", held, AtomicInteger::get)
        .description("Training samples that this copy holds; 0 but in the training copy")
        .register(registry);
    written = counter(registry, "samples.written", "Training samples written to their topic");
    lost = counter(registry, "samples.lost", "Training samples that the log did not take");
    judged = counter(registry, "candidates.judged", "Models that were trained and judged");
    promoted =
        counter(registry, "candidates.promoted", "Models that were better, and put in force");
    refused = counter(registry, "candidates.refused", "Models that were not better");
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("heed.learning." + name).description(description).register(registry);
  }

  void held(int samples) {
    held.set(samples);
  }

  void written() {
    written.increment();
  }

  void lost() {
    lost.increment();
  }

  void judged(boolean better) {
    judged.increment();
    (better ? promoted : refused).increment();
  }
}
