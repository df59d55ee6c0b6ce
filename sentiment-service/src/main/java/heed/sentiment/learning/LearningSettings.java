package heed.sentiment.learning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Everything that can be set about learning from a shop; each default runs as it is. */
@ConfigMapping(prefix = "heed.learning")
interface LearningSettings {
  /** False: no samples are kept and no model is trained; a model in force stays in force. */
  @WithDefault("true")
  boolean enabled();

  /**
   * How many reviews of a storefront each copy makes samples of a second; what comes faster is
   * tagged and teaches nothing, but for what {@link SamplePace} has saved up.
   */
  @WithDefault("20")
  int perSecond();

  /** The newest samples kept per storefront and language; older ones leave the topic too. */
  @WithDefault("20000")
  int samples();

  /** The most that all samples together may take of the training copy's memory, in MiB. */
  @WithDefault("64")
  int megabytes();

  /** So many samples a storefront and language needs before a first candidate is trained. */
  @WithDefault("100")
  int atLeast();

  /** How often the training copy looks whether a shop has grown enough. */
  @WithDefault("5s")
  Duration lookEvery();
}
