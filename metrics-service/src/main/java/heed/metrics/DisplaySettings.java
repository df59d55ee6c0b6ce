package heed.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** How ratings are shown where people decide. */
@ConfigMapping(prefix = "heed.display")
interface DisplaySettings {
  /** True: aggregate ratings are answered without a key. */
  @WithName("public")
  @WithDefault("false")
  boolean isPublic();

  /** How long an answer may be kept by a cache. */
  @WithDefault("PT1M")
  Duration maxAge();
}
