package heed.alerting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The promise, until a routing document makes others. A change holds for cases that open after it.
 */
@ConfigMapping(prefix = "heed.sla")
interface SlaSettings {
  /** Time from the review to the first public answer by a person. */
  @WithDefault("PT24H")
  Duration firstResponse();

  /** Time to a later answer, once a case calls for one again; as the first if it is not set. */
  Optional<Duration> nextResponse();

  /** Time to the end of a case, not counting what waits for the customer; none if it is not set. */
  Optional<Duration> resolution();

  /** Shares of each time after which to warn, each above 0 and below 1. */
  @WithDefault("0.5,0.8")
  List<Double> warnAt();
}
