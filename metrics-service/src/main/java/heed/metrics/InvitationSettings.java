package heed.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is kept of invitations. */
@ConfigMapping(prefix = "heed.metrics.invitations")
interface InvitationSettings {
  /**
   * How long the key of a forgotten one is kept, so that what comes late does not bring it back:
   * longer than anything stays on {@code invitations-changed}, which is the topics' retention and a
   * seventh.
   */
  @WithDefault("P60D")
  Duration keepForgotten();
}
