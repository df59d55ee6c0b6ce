package heed.alerting.telling;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Seals what a reader of the database must not learn, under a key derived from {@code
 * heed.privacy.key}: nonce, AES-256-GCM ciphertext and tag in Base64, bound to whose it is.
 */
@Singleton
class Sealed {
  private static final String LABEL = "heed endpoint secrets v1";
  private static final String VERSION = "v1.";
  private static final int NONCE = 12;

  private final @Nullable SecretKeySpec key;

  @Inject
  Sealed(@ConfigProperty(name = "heed.privacy.key") Optional<String> key) {
    this.key = key.map(Sealed::derived).orElse(null);
  }

  /** False without a key: then nothing can be sealed. */
  boolean possible() {
    return key != null;
  }

  String seal(String owner, String secret) {
    try {
      var nonce = new byte[NONCE];
      new SecureRandom().nextBytes(nonce);
      var cipher = cipher(Cipher.ENCRYPT_MODE, owner, nonce);
      var ciphertext = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      var bytes = ByteBuffer.allocate(NONCE + ciphertext.length).put(nonce).put(ciphertext).array();
      return VERSION + Base64.getEncoder().encodeToString(bytes);
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
    try {
      var bytes = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
      var nonce = java.util.Arrays.copyOf(bytes, NONCE);
      var cipher = cipher(Cipher.DECRYPT_MODE, owner, nonce);
      var plain = cipher.doFinal(bytes, NONCE, bytes.length - NONCE);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "a secret cannot be opened: was HEED_PRIVACY_KEY changed?", e);
    }
  }

  private Cipher cipher(int mode, String owner, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static SecretKeySpec derived(String base64) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256"));
      return new SecretKeySpec(mac.doFinal(LABEL.getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
