package heed.metrics;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** What keeps erased people unknown: a secret, so from the environment only. */
@ConfigMapping(prefix = "heed.privacy")
interface PrivacySettings {
  /**
   * 32 bytes in Base64, as {@code openssl rand -base64 32} makes; {@code HEED_PRIVACY_ERASURE_KEY}.
   * Hashes the ids of erased customers, so that who reads the database cannot guess them. A change
   * is a rotation, see {@link #previousErasureKeys}.
   */
  String erasureKey();

  /**
   * Keys that were {@link #erasureKey} before it: whom they hashed stays forgotten as long as they
   * are here.
   */
  Optional<List<String>> previousErasureKeys();
}
