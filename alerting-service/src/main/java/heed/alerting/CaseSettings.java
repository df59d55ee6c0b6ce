package heed.alerting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How cases open and what becomes of them. */
@ConfigMapping(prefix = "heed.cases")
interface CaseSettings {
  /** An import that was submitted longer ago than this opens no case. */
  @WithDefault("P7D")
  Duration maxAge();

  /** An acknowledged case that nobody touches for this long is open again. */
  @WithDefault("PT4H")
  Duration acknowledgeTimeout();

  /** The team of a case that no rule gives to another. */
  @WithDefault("default")
  String defaultTeam();

  /** How often the database is asked for marks that are due. */
  @WithDefault("PT0.25S")
  Duration poll();

  /** How long events can be resumed from; older ones are purged. */
  @WithDefault("PT24H")
  Duration keepEvents();

  /**
   * How long the newest revision of a review without a case is remembered; longer than the topics
   * keep their records, else a replay could open a case for a review that was already mended.
   */
  @WithDefault("P30D")
  Duration keepRevisions();
}
