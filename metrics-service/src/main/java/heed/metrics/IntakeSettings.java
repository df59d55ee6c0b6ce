package heed.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How an outage of the database or the broker is waited out. */
@ConfigMapping(prefix = "heed.metrics.intake")
interface IntakeSettings {
  /** The first pause before a batch is tried again; each further one is twice as long. */
  @WithDefault("PT0.2S")
  Duration retryAfter();

  /** No pause is longer. */
  @WithDefault("PT5S")
  Duration retryAtMost();
}
