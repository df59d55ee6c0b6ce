package heed.metrics;

import io.smallrye.config.ConfigMapping;

/** What keeps erased people unknown: a secret, so from the environment only. */
@ConfigMapping(prefix = "heed.privacy")
interface PrivacySettings {
  /**
   * 32 bytes in Base64, as {@code openssl rand -base64 32} makes; {@code HEED_PRIVACY_ERASURE_KEY}.
   * Hashes the ids of erased customers, so that who reads the database cannot guess them. It must
   * never change: with another key the erased are not recognised.
   */
  String erasureKey();
}
