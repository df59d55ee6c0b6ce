package heed.metrics;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** With whom the storefronts compare themselves. */
@ConfigMapping(prefix = "heed.benchmarks")
interface BenchmarkSettings {
  /**
   * Storefronts whose reviews are those of competitors: they come in as any other, are compared
   * with, and are in no KPI that does not name them.
   */
  Optional<Set<String>> competitors();

  default Set<String> theirs() {
    return competitors().orElse(Set.of());
  }
}
