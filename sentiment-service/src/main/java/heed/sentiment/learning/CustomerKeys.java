package heed.sentiment.learning;

import heed.events.CustomerErased;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keyed hashes of customers, so that an erasure finds their samples and nobody else does. Without
 * {@code heed.privacy.erasure-key} the key is derived from the storefront: then who reads the topic
 * can find a customer whose id can be guessed. Samples are marked under the current key; an erasure
 * names its customer under every key, so that it finds the samples from before a rotation as well.
 */
@Singleton
class CustomerKeys {
  private static final String HMAC = "HmacSHA256";

  /** The current one first; none without one. */
  private final List<byte[]> keys = new ArrayList<>();

  CustomerKeys(
      @ConfigProperty(name = "heed.privacy.erasure-key") Optional<String> key,
      @ConfigProperty(name = "heed.privacy.previous-erasure-keys")
          Optional<List<String>> previous) {
    key.ifPresent(current -> keys.add(bytes64(current)));
    previous.orElse(List.of()).forEach(earlier -> keys.add(bytes64(earlier)));
  }

  private static byte[] bytes64(String key) {
    return Base64.getDecoder().decode(key.strip());
  }

  /** Under the current key. */
  String of(String storefront, String customerId) {
    return all(storefront, customerId).getFirst();
  }

  /** Under every key, the current one first. */
  List<String> all(String storefront, String customerId) {
    return keys.isEmpty()
        ? List.of(hash(derived(storefront), storefront, customerId))
        : keys.stream().map(key -> hash(key, storefront, customerId)).toList();
  }

  private static String hash(byte[] key, String storefront, String customerId) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      var name = new CustomerErased(storefront, customerId, Instant.EPOCH, null).key();
      return HexFormat.of().formatHex(mac.doFinal(bytes(name)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  private static byte[] derived(String storefront) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes("heed.learning:" + storefront));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
