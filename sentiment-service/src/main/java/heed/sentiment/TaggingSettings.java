package heed.sentiment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Everything that can be set about tagging; each default runs as it is. */
@ConfigMapping(prefix = "heed.tagging")
interface TaggingSettings {
  /** The largest question to {@code /v1/tags} in bytes, alone or as one line. */
  int MAX_QUESTION_BYTES = 64 * 1024;

  /** How many NDJSON streams are answered at once; more are answered with 429. */
  @WithDefault("4")
  int streams();

  /** How many of them one key may have, so that no key takes all. */
  @WithDefault("2")
  int streamsEach();

  /** The first pause before a batch is tried again while the broker is away; it doubles. */
  @WithDefault("200ms")
  Duration retryAfter();

  /** The longest pause between two tries. */
  @WithDefault("5s")
  Duration retryAtMost();

  /** From a send to its failure; then its batch is sent anew. */
  @WithDefault("30s")
  Duration deliveryTimeout();
}
