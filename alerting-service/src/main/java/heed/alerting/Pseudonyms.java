package heed.alerting;

import heed.events.CustomerErased;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hashes of customers: enough to recognise one who is to stay forgotten, no more. Under the
 * current key they are written, under every key they are looked for.
 */
@Singleton
public class Pseudonyms {
  private static final int KEY_BYTES = 32;

  private final List<SecretKeySpec> keys = new ArrayList<>();

  Pseudonyms(PrivacySettings settings) {
    keys.add(key("heed.privacy.erasure-key", settings.erasureKey()));
    for (var previous : settings.previousErasureKeys().orElse(List.of())) {
      keys.add(key("heed.privacy.previous-erasure-keys", previous));
    }
  }

  private static SecretKeySpec key(String setting, String base64) {
    return new SecretKeySpec(bytes(setting, base64), "HmacSHA256");
  }

  private static byte[] bytes(String setting, String key) {
    try {
      var bytes = Base64.getDecoder().decode(key.strip());
      if (bytes.length >= KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Told below, without the key.
    }
    throw new IllegalArgumentException(
        setting
            + " must be at least 32 bytes in Base64, as `openssl rand -base64 32` makes; set"
            + " HEED_PRIVACY_ERASURE_KEY");
  }

  /** Under the current key. */
  public String of(String storefront, String customerId) {
    return hash(keys.getFirst(), storefront, customerId);
  }

  /** Under every key, the current one first. */
  public List<String> all(String storefront, String customerId) {
    return keys.stream().map(key -> hash(key, storefront, customerId)).distinct().toList();
  }

  private static String hash(SecretKeySpec key, String storefront, String customerId) {
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
