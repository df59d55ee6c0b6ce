package heed.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Opens the contact in a link, which {@link ContactSeal} sealed to the order, so that it can be
 * sealed again to each review. It never leaves this service open, and is not kept.
 */
final class LinkContacts {
  private static final String HMAC = "HmacSHA256";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final JsonFactory JSON = new JsonFactory();

  private final List<SecretKeySpec> keys = new ArrayList<>();

  /** What was sealed; either may be absent. */
  record Contact(@Nullable String name, @Nullable String email) {
    static final Contact UNKNOWN = new Contact(null, null);
  }

  /**
   * @param privacyKeys 32 bytes each: the one in force and those before it
   */
  LinkContacts(List<byte[]> privacyKeys) {
    for (var key : privacyKeys) {
      keys.add(encryption(key));
    }
  }

  private static SecretKeySpec encryption(byte[] privacyKey) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(privacyKey, HMAC));
      var label = "heed contact encryption v1".getBytes(StandardCharsets.US_ASCII);
      return new SecretKeySpec(mac.doFinal(label), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  /** The contact; an unknown one if no key opens it, for a review without one is still a review. */
  Contact open(UUID orderKey, @Nullable String sealed) {
    if (sealed != null) {
      for (var key : keys) {
        var plain = plain(key, orderKey, sealed);
        if (plain != null) {
          return read(plain);
        }
      }
    }
    return Contact.UNKNOWN;
  }

  private static byte @Nullable [] plain(SecretKeySpec key, UUID orderKey, String sealed) {
    try {
      var bytes = Base64.getUrlDecoder().decode(sealed.substring(sealed.lastIndexOf('.') + 1));
      if (bytes.length <= NONCE_BYTES) {
        return null;
      }
      var aes = Cipher.getInstance("AES/GCM/NoPadding");
      var nonce = new GCMParameterSpec(TAG_BITS, Arrays.copyOf(bytes, NONCE_BYTES));
      aes.init(Cipher.DECRYPT_MODE, key, nonce);
      aes.updateAAD(orderKey.toString().getBytes(StandardCharsets.US_ASCII));
      return aes.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return null; // another key's; the next one may open it
    }
  }

  private static Contact read(byte[] plain) {
    var contact = Contact.UNKNOWN;
    try (var json = JSON.createParser(plain)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
          contact =
              "name".equals(json.currentName())
                  ? new Contact(json.getText(), contact.email())
                  : new Contact(contact.name(), json.getText());
        }
      }
    } catch (IOException e) {
      return Contact.UNKNOWN;
    }
    return contact;
  }
}
