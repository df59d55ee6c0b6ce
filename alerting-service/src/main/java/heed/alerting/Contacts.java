package heed.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import heed.events.Review;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Opens the names and addresses that review-ingest sealed: behind what names the key the Base64
 * (URL) of nonce (12 bytes), AES-256-GCM ciphertext and tag; the additional data is the review's
 * id. Seals anew what an earlier key sealed, exactly as review-ingest would.
 */
@Singleton
class Contacts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENCRYPTION = "heed contact encryption v1";
  private static final String NONCES = "heed contact nonce v1";
  private static final String HMAC = "HmacSHA256";
  private static final int NONCE = 12;

  private final PrivacyKeys keys;

  Contacts(PrivacyKeys keys) {
    this.keys = keys;
  }

  /** What was sealed; either may be absent. */
  record Contact(@Nullable String name, @Nullable String email) {
    static final Contact UNKNOWN = new Contact(null, null);
  }

  /** The contact, or an unknown one if it was sealed under another key: the case goes on. */
  Contact open(UUID reviewId, @Nullable String sealed) {
    var contact = sealed == null ? null : opened(reviewId, sealed);
    return contact == null ? Contact.UNKNOWN : contact;
  }

  /** The contact; null if no key opens it. */
  @Nullable Contact opened(UUID reviewId, String sealed) {
    var plain = plain(reviewId, sealed);
    return plain == null ? null : read(plain);
  }

  /**
   * True if two revisions of a review are of guests who are not reached at the same address. A
   * contact that is only sealed anew, or written in another way, is of the same one; of one that no
   * key opens nobody knows.
   */
  boolean otherGuest(Review before, Review now) {
    if (id(before) != null || id(now) != null) {
      return false;
    }
    var one = sealed(before);
    var other = sealed(now);
    if (Objects.equals(one, other)) {
      return false;
    }
    var email = open(before.id(), one).email();
    return email == null || !email.equalsIgnoreCase(open(now.id(), other).email());
  }

  private static @Nullable String id(Review review) {
    return review.customer() == null ? null : review.customer().id();
  }

  private static @Nullable String sealed(Review review) {
    return review.customer() == null ? null : review.customer().contact();
  }

  /** The same contact under the current key; null if no key opens it. */
  @Nullable String sealedAnew(UUID reviewId, String sealed) {
    var plain = plain(reviewId, sealed);
    return plain == null ? null : seal(reviewId, plain);
  }

  private byte @Nullable [] plain(UUID reviewId, String sealed) {
    for (var key : keys.opening(sealed, ENCRYPTION)) {
      try {
        var bytes = Base64.getUrlDecoder().decode(PrivacyKeys.body(sealed));
        if (bytes.length > NONCE) {
          var cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(bytes, NONCE), aad(reviewId));
          return cipher.doFinal(bytes, NONCE, bytes.length - NONCE);
        }
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // Not this key's; the next one may open it.
      }
    }
    return null;
  }

  String seal(UUID reviewId, byte[] plain) {
    try {
      var aad = aad(reviewId);
      var mac = Mac.getInstance(HMAC);
      mac.init(keys.sealing(NONCES, HMAC));
      mac.update(aad);
      var nonce = Arrays.copyOf(mac.doFinal(plain), NONCE);
      var text =
          cipher(Cipher.ENCRYPT_MODE, keys.sealing(ENCRYPTION, "AES"), nonce, aad).doFinal(plain);
      var bytes = ByteBuffer.allocate(NONCE + text.length).put(nonce).put(text).array();
      return keys.mark() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM", e);
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] aad)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(128, nonce));
    cipher.updateAAD(aad);
    return cipher;
  }

  private static byte[] aad(UUID reviewId) {
    return reviewId.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Contact read(byte[] plain) {
    try {
      var json = JSON.readTree(plain);
      return new Contact(json.path("name").textValue(), json.path("email").textValue());
    } catch (IOException e) {
      return Contact.UNKNOWN;
    }
  }
}
