package heed.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The KPIs among the figures of {@code /q/metrics}. */
@ConfigMapping(prefix = "heed.metrics.gauges")
interface GaugeSettings {
  /** How long after a reading the next one begins. */
  @WithDefault("PT30S")
  Duration every();

  /** No more storefronts are told, the first by name; each is a series of its own. */
  @WithDefault("100")
  int storefronts();
}
