package heed.alerting.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the audit log is kept. */
@ConfigMapping(prefix = "heed.audit")
interface AuditSettings {
  /** The database keeps rows for thirty days whatever this says. */
  @WithDefault("P400D")
  Duration retention();

  /** How many refusals, and acts of nobody, a minute each copy puts down; refusals are counted. */
  @WithDefault("60")
  int refusalsPerMinute();
}
