package heed.ingest;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes the seal from the configured key, at the start: a service without it must not come up, as
 * what it sealed could never be opened. Dev mode and tests draw a key of their own.
 */
@Singleton
class PrivacyKey {
  private static final Logger LOG = Logger.getLogger(PrivacyKey.class);
  private static final String REMEDY =
      " (environment: HEED_PRIVACY_KEY); it must be 32 bytes in Base64, as `openssl rand -base64"
          + " 32` makes, and the same for review-ingest and alerting-service";

  @Produces
  @Singleton
  @Startup
  ContactSeal seal(PrivacySettings settings) {
    return new ContactSeal(bytes(settings.key(), LaunchMode.current() == LaunchMode.NORMAL));
  }

  @Produces
  @Singleton
  Acceptance reviews(ContactSeal seal) {
    return new Acceptance(seal);
  }

  @Produces
  @Singleton
  OrderAcceptance orders(ContactSeal seal, IngestSettings settings) {
    return new OrderAcceptance(seal, settings.oldestDelivery());
  }

  @Produces
  @Singleton
  FormDecider forms(Acceptance reviews, PrivacySettings settings) {
    var keys = new ArrayList<byte[]>();
    settings.key().ifPresent(key -> keys.add(decode("heed.privacy.key", key)));
    for (var previous : settings.previousKeys().orElse(List.of())) {
      keys.add(decode("heed.privacy.previous-keys", previous));
    }
    return new FormDecider(reviews, new LinkContacts(keys));
  }

  /**
   * @throws IllegalStateException naming the setting and never its value
   */
  static byte[] bytes(Optional<String> configured, boolean required) {
    if (configured.isPresent()) {
      return decode("heed.privacy.key", configured.get());
    }
    if (required) {
      throw new IllegalStateException("heed.privacy.key is missing" + REMEDY);
    }
    LOG.warn("heed.privacy.key is missing, one was drawn for this run only");
    var drawn = new byte[ContactSeal.KEY_BYTES];
    new SecureRandom().nextBytes(drawn);
    return drawn;
  }

  private static byte[] decode(String setting, String base64) {
    try {
      var bytes = Base64.getDecoder().decode(base64.strip());
      if (bytes.length == ContactSeal.KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // told below, without the value
    }
    throw new IllegalStateException(setting + " is not usable" + REMEDY);
  }
}
