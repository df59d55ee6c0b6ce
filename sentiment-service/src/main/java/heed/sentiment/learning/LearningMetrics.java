package heed.sentiment.learning;

import io.micrometer.core.instrument.Counter;
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
    registry.gauge("heed.learning.samples.held", held);
    written = registry.counter("heed.learning.samples.written");
    lost = registry.counter("heed.learning.samples.lost");
    judged = registry.counter("heed.learning.candidates.judged");
    promoted = registry.counter("heed.learning.candidates.promoted");
    refused = registry.counter("heed.learning.candidates.refused");
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
