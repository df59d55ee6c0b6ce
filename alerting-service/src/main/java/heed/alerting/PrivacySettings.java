package heed.alerting;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The keys of privacy: secrets, so from the environment only. */
@ConfigMapping(prefix = "heed.privacy")
interface PrivacySettings {
  /** Base64 of 32 bytes; opens the sealed names and addresses. Unset: customers have no name. */
  Optional<String> key();

  /**
   * Base64 of 32 bytes or more; hashes the ids of erased customers, so that who reads the database
   * cannot guess them. Required, and must never change.
   */
  String erasureKey();
}
