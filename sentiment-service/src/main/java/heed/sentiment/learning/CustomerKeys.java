package heed.sentiment.learning;

import heed.events.CustomerErased;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keyed hashes of customers, so that an erasure finds their samples and nobody else does. Without
 * {@code heed.privacy.erasure-key} the key is derived from the storefront: then who reads the topic
 * can find a customer whose id can be guessed.
 */
@Singleton
class CustomerKeys {
  private static final String HMAC = "HmacSHA256";
  private final Optional<byte[]> key;

  CustomerKeys(@ConfigProperty(name = "heed.privacy.erasure-key") Optional<String> key) {
    this.key = key.map(Base64.getDecoder()::decode);
  }

  String of(String storefront, String customerId) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.orElseGet(() -> derived(storefront)), HMAC));
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
