package heed.alerting.telling;

import heed.alerting.PrivacyKeys;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals what a reader of the database must not learn, under a key derived from {@code
 * heed.privacy.key}: nonce, AES-256-GCM ciphertext and tag in Base64, bound to whose it is, behind
 * what names the key ({@link PrivacyKeys}).
 */
@Singleton
class Sealed {
  private static final String LABEL = "heed endpoint secrets v1";
  private static final int NONCE = 12;

  private final PrivacyKeys keys;

  Sealed(PrivacyKeys keys) {
    this.keys = keys;
  }

  /** False without a key: then nothing can be sealed. */
  boolean possible() {
    return keys.any();
  }

  /** What everything begins with that need not be sealed anew; null while nothing needs to be. */
  @Nullable String mark() {
    return keys.rotating() ? keys.mark() : null;
  }

  String seal(String owner, String secret) {
    try {
      var nonce = new byte[NONCE];
      new SecureRandom().nextBytes(nonce);
      var cipher = cipher(Cipher.ENCRYPT_MODE, keys.sealing(LABEL, "AES"), owner, nonce);
      var ciphertext = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      var bytes = ByteBuffer.allocate(NONCE + ciphertext.length).put(nonce).put(ciphertext).array();
      return keys.mark() + Base64.getEncoder().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret cannot be sealed", e);
    }
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalStateException if it was sealed under another key, or for another owner
   */
  String open(String owner, String sealed) {
    for (var key : keys.opening(sealed, LABEL)) {
      try {
        var bytes = Base64.getDecoder().decode(PrivacyKeys.body(sealed));
        var nonce = java.util.Arrays.copyOf(bytes, NONCE);
        var cipher = cipher(Cipher.DECRYPT_MODE, key, owner, nonce);
        var plain = cipher.doFinal(bytes, NONCE, bytes.length - NONCE);
        return new String(plain, StandardCharsets.UTF_8);
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // Not this key's; the next one may open it.
      }
    }
    throw new IllegalStateException("a secret cannot be opened: was HEED_PRIVACY_KEY changed?");
  }

  private static Cipher cipher(int mode, SecretKeySpec key, String owner, byte[] nonce)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
