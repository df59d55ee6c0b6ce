package heed.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals a customer's name and e-mail address, so that they cross Kafka closed and only
 * alerting-service can open them. The format, which whoever opens it must follow exactly:
 *
 * <ol>
 *   <li>The privacy key {@code K} is {@code heed.privacy.key}: 32 bytes, Base64.
 *   <li>Encryption key {@code E = HMAC-SHA256(K, "heed contact encryption v1")}; nonce key {@code N
 *       = HMAC-SHA256(K, "heed contact nonce v1")}; the labels are ASCII, all 32 bytes are used.
 *   <li>Plaintext {@code P} is UTF-8 JSON {@code {"name":…,"email":…}}, in this order, an absent
 *       member left out, without white space.
 *   <li>Additional data {@code A} is the review id in its 36-character lower-case form, ASCII: a
 *       sealed contact cannot be moved to another review.
 *   <li>Nonce = the first 12 bytes of {@code HMAC-SHA256(N, A || P)}. It is synthetic on purpose:
 *       the same contact on the same review seals to the same text, so an unchanged review that is
 *       posted again is equal content and no revision.
 *   <li>{@code C} = AES-256-GCM under {@code E} with this nonce, {@code A} and a 128-bit tag that
 *       follows the ciphertext.
 *   <li>The key's id is the first 4 bytes of {@code HMAC-SHA256(K, "heed privacy key id v1")}, in
 *       lower-case hexadecimal: it tells keys apart after a rotation and tells nothing of them.
 *   <li>Sealed = {@code "v2." + id + "." + base64url(nonce || C)}, without padding. What was sealed
 *       before keys had ids is {@code "v1." + base64url(nonce || C)}.
 * </ol>
 *
 * <p>Under another key the same contact is another text. Readers leave the contact out when they
 * compare a review with the one they have, so a rotation looks like no edit.
 *
 * <p>Nothing of a contact is ever logged.
 */
final class ContactSeal {
  static final int KEY_BYTES = 32;
  private static final String VERSION = "v2.";
  private static final int ID_BYTES = 4;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String HMAC = "HmacSHA256";
  private static final JsonFactory JSON = new JsonFactory();

  private final SecretKeySpec encryption;

  /** With its key and nothing else: cloned for each contact, which costs less than keying anew. */
  private final Mac nonce;

  private final String mark;

  /**
   * @param privacyKey 32 bytes
   */
  ContactSeal(byte[] privacyKey) {
    if (privacyKey.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "the privacy key has " + privacyKey.length + " bytes, must have " + KEY_BYTES);
    }
    var key = new SecretKeySpec(privacyKey, HMAC);
    encryption = new SecretKeySpec(hmac(key, ascii("heed contact encryption v1")), "AES");
    nonce = mac(new SecretKeySpec(hmac(key, ascii("heed contact nonce v1")), HMAC));
    var id = Arrays.copyOf(hmac(key, ascii("heed privacy key id v1")), ID_BYTES);
    mark = VERSION + HexFormat.of().formatHex(id) + ".";
  }

  /** The sealed contact; null if there is nothing to seal. */
  @Nullable String seal(UUID reviewId, @Nullable String name, @Nullable String email) {
    if (name == null && email == null) {
      return null;
    }
    var aad = ascii(reviewId.toString());
    var plain = json(name, email);
    var iv = iv(aad, plain);
    var cipher = encrypt(iv, aad, plain);
    var sealed = ByteBuffer.allocate(iv.length + cipher.length).put(iv).put(cipher).array();
    return mark + Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  private byte[] iv(byte[] aad, byte[] plain) {
    try {
      var mac = (Mac) nonce.clone();
      mac.update(aad);
      return Arrays.copyOf(mac.doFinal(plain), NONCE_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's own " + HMAC + " can be cloned", e);
    }
  }

  /**
   * A cipher is used once: it refuses the nonce that it had last, and a review that is posted again
   * has the same.
   */
  private byte[] encrypt(byte[] iv, byte[] aad, byte[] plain) {
    try {
      var aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, encryption, new GCMParameterSpec(TAG_BITS, iv));
      aes.updateAAD(aad);
      return aes.doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES/GCM", e);
    }
  }

  private static byte[] json(@Nullable String name, @Nullable String email) {
    var bytes = new ByteArrayOutputStream(96);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (name != null) {
        json.writeStringField("name", name);
      }
      if (email != null) {
        json.writeStringField("email", email);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] hmac(SecretKeySpec key, byte[] label) {
    return mac(key).doFinal(label);
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  private static byte[] ascii(String label) {
    return label.getBytes(StandardCharsets.US_ASCII);
  }
}
