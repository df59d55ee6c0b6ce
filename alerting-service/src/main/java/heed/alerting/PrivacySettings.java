package heed.alerting;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The keys of privacy: secrets, so from the environment only. */
@ConfigMapping(prefix = "heed.privacy")
interface PrivacySettings {
  /** Base64 of 32 bytes; opens the sealed names and addresses. Unset: customers have no name. */
  Optional<String> key();

  /**
   * Keys that were {@link #key} before it, newest first: they only open. What they sealed is sealed
   * anew in the background; when {@code heed.privacy.sealed.before} is 0 they can be taken out.
   */
  Optional<List<String>> previousKeys();

  /**
   * Base64 of 32 bytes or more; hashes the ids of erased customers, so that who reads the database
   * cannot guess them. Required; a change is a rotation, see {@link #previousErasureKeys}.
   */
  String erasureKey();

  /**
   * Keys that were {@link #erasureKey} before it: whom they hashed stays forgotten as long as they
   * are here.
   */
  Optional<List<String>> previousErasureKeys();
}
