package heed.alerting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** The promise. A change holds for cases that open after it. */
@ConfigMapping(prefix = "heed.sla")
interface SlaSettings {
  /** Time from the review to the first public answer by a person. */
  @WithDefault("PT24H")
  Duration firstResponse();

  /** Shares of that time after which to warn, each above 0 and below 1. */
  @WithDefault("0.5,0.8")
  List<Double> warnAt();
}
