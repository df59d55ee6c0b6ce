package heed.alerting;

import heed.events.CustomerErased;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes of customers: enough to recognise one who is to stay forgotten, no more. */
@Singleton
class Pseudonyms {
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;

  Pseudonyms(PrivacySettings settings) {
    this.key = new SecretKeySpec(bytes(settings.erasureKey()), "HmacSHA256");
  }

  private static byte[] bytes(String key) {
    try {
      var bytes = Base64.getDecoder().decode(key.strip());
      if (bytes.length >= KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Told below, without the key.
    }
    throw new IllegalArgumentException(
        "heed.privacy.erasure-key must be at least 32 bytes in Base64, as `openssl rand -base64 32`"
            + " makes; set HEED_PRIVACY_ERASURE_KEY");
  }

  String of(String storefront, String customerId) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      var name = new CustomerErased(storefront, customerId, Instant.EPOCH, null).key();
      return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
