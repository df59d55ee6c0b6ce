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
import org.jboss.logging.Logger;

/** Keyed hashes of customers: enough to recognise one who is to stay forgotten, no more. */
@Singleton
class Pseudonyms {
  private static final Logger LOG = Logger.getLogger(Pseudonyms.class);
  private final SecretKeySpec key;

  Pseudonyms(PrivacySettings settings) {
    if (settings.erasureKey().isEmpty()) {
      LOG.warn("HEED_PRIVACY_ERASURE_KEY is not set: hashes of erased customers can be guessed");
    }
    var bytes = settings.erasureKey().map(Base64.getDecoder()::decode).orElse(new byte[32]);
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
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
