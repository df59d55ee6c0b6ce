package heed.metrics.segments;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How segments are kept. */
@ConfigMapping(prefix = "heed.segments")
interface SegmentSettings {
  /**
   * Whether a customer has to have said yes before anybody is told of him; one who said no is never
   * told of. A change holds for each customer from the next time something of his changes.
   */
  @WithDefault("false")
  boolean consentRequired();

  /** How often the database is asked whose segment is to be decided. */
  @WithDefault("PT0.5S")
  Duration every();
}
