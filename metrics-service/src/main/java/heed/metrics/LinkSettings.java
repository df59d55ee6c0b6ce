package heed.metrics;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where the other pages of Heed are. */
@ConfigMapping(prefix = "heed.links")
interface LinkSettings {
  /** The console, as people reach it, without a slash at its end; unset: cases are no links. */
  Optional<String> console();
}
