package heed.alerting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Opens the names and addresses that review-ingest sealed: {@code v1.} and the Base64 (URL) of
 * nonce (12 bytes), AES-256-GCM ciphertext and tag; the additional data is the review's id.
 */
@Singleton
class Contacts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "v1.";
  private static final String LABEL = "heed contact encryption v1";
  private static final int NONCE = 12;

  private final @Nullable SecretKeySpec key;

  Contacts(PrivacySettings settings) {
    this.key = settings.key().map(Contacts::derived).orElse(null);
  }

  /** What was sealed; either may be absent. */
  record Contact(@Nullable String name, @Nullable String email) {
    static final Contact UNKNOWN = new Contact(null, null);
  }

  /** The contact, or an unknown one if it was sealed under another key: the case goes on. */
  Contact open(UUID reviewId, @Nullable String sealed) {
    if (key == null || sealed == null || !sealed.startsWith(VERSION)) {
      return Contact.UNKNOWN;
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
      if (bytes.length <= NONCE) {
        return Contact.UNKNOWN;
      }
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, Arrays.copyOf(bytes, NONCE)));
      cipher.updateAAD(reviewId.toString().getBytes(StandardCharsets.UTF_8));
      return read(cipher.doFinal(bytes, NONCE, bytes.length - NONCE));
    } catch (GeneralSecurityException | IllegalArgumentException | IOException e) {
      return Contact.UNKNOWN;
    }
  }

  private static Contact read(byte[] plain) throws IOException {
    try {
      var json = JSON.readTree(plain);
      return new Contact(json.path("name").textValue(), json.path("email").textValue());
    } catch (JsonProcessingException e) {
      return Contact.UNKNOWN;
    }
  }

  private static SecretKeySpec derived(String base64) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(base64), "HmacSHA256"));
      return new SecretKeySpec(mac.doFinal(LABEL.getBytes(StandardCharsets.UTF_8)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
