package heed.door;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Signs what clients carry and hand back: sessions and cursors. {@code heed.session.secret} is 32
 * bytes in Base64, equal on all copies of a service; without it one is drawn at each start, and
 * sessions and cursors end with the process.
 */
@Singleton
class Secret {
  private final SecretKeySpec key;

  Secret(@ConfigProperty(name = "heed.session.secret") Optional<String> configured) {
    key = new SecretKeySpec(configured.map(Secret::decode).orElseGet(Secret::draw), "HmacSHA256");
  }

  /** {@code payload} and its signature in URL-safe Base64; {@code purpose} keeps uses apart. */
  String seal(String purpose, String payload) {
    var encoder = Base64.getUrlEncoder().withoutPadding();
    var bytes = payload.getBytes(StandardCharsets.UTF_8);
    return encoder.encodeToString(bytes) + "." + encoder.encodeToString(mac(purpose, bytes));
  }

  /** The payload, or null if the token was not sealed by us for this purpose. */
  @Nullable String open(String purpose, String token) {
    var dot = token.indexOf('.');
    if (dot < 0) {
      return null;
    }
    try {
      var payload = Base64.getUrlDecoder().decode(token.substring(0, dot));
      var signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      return MessageDigest.isEqual(signature, mac(purpose, payload))
          ? new String(payload, StandardCharsets.UTF_8)
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private byte[] mac(String purpose, byte[] payload) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(purpose.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static byte[] decode(String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64);
      if (bytes.length >= 32) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // told below, without the value
    }
    throw new IllegalArgumentException(
        "heed.session.secret must be at least 32 bytes in Base64, as `openssl rand -base64 32` makes");
  }

  private static byte[] draw() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
