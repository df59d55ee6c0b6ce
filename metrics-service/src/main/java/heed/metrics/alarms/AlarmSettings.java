package heed.metrics.alarms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How alarms are watched for. */
@ConfigMapping(prefix = "heed.alarms")
interface AlarmSettings {
  /** How often the hour that runs is looked at. */
  @WithDefault("PT10S")
  Duration every();

  /** How long after its end an hour is closed: what was said in it may still be on its way. */
  @WithDefault("PT10M")
  Duration settle();
}
