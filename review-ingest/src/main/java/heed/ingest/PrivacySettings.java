package heed.ingest;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The secret that keeps customers' names and addresses closed on their way. */
@ConfigMapping(prefix = "heed.privacy")
interface PrivacySettings {
  /** 32 bytes in Base64, the same as alerting-service has; comes from the environment only. */
  Optional<String> key();

  /** Keys that were in force before: to open contacts in links that are out; seals nothing. */
  Optional<List<String>> previousKeys();
}
