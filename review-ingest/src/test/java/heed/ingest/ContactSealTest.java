package heed.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ContactSealTest {
  private static final UUID REVIEW = UUID.fromString("8e7b1c86-3a1e-5f9c-9d36-0b4f4b1c2a11");
  private static final UUID OTHER = UUID.fromString("8e7b1c86-3a1e-5f9c-9d36-0b4f4b1c2a12");
  private final ContactSeal seal = new ContactSeal(Trial.KEY);

  /** The format as its Javadoc tells it, built a second time from nothing but that. */
  private static String open(UUID review, String sealed) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Trial.KEY, "HmacSHA256"));
    var key = mac.doFinal("heed contact encryption v1".getBytes(StandardCharsets.US_ASCII));
    var bytes = Base64.getUrlDecoder().decode(sealed.substring(sealed.lastIndexOf('.') + 1));
    var aes = Cipher.getInstance("AES/GCM/NoPadding");
    aes.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(128, Arrays.copyOf(bytes, 12)));
    aes.updateAAD(review.toString().getBytes(StandardCharsets.US_ASCII));
    return new String(aes.doFinal(bytes, 12, bytes.length - 12), StandardCharsets.UTF_8);
  }

  @Test
  void whoeverHasTheKeyOpensIt() throws GeneralSecurityException {
    assertThat(open(REVIEW, seal.seal(REVIEW, "Zane \"Z\" Āboliņa", "zane@example.com")))
        .isEqualTo("{\"name\":\"Zane \\\"Z\\\" Āboliņa\",\"email\":\"zane@example.com\"}");
    assertThat(open(REVIEW, seal.seal(REVIEW, null, "zane@example.com")))
        .isEqualTo("{\"email\":\"zane@example.com\"}");
    assertThat(open(REVIEW, seal.seal(REVIEW, "Zane", null))).isEqualTo("{\"name\":\"Zane\"}");
  }

  /** alerting-service pins the same text: the two can only change together. */
  @Test
  void theFormatStaysAsItIs() {
    assertThat(seal.seal(REVIEW, "Anna", "anna@example.com"))
        .isEqualTo(
            "v2.4f2e07bb.EdlCNRrt7necZkXIkCMsNQwfTgZ4zmMc243YVX248s1vQi5n3LTQZUmA95ytbBUfmQ0TyB0L5pMX_1562BH9K8NSEIpi9Q");
  }

  @Test
  void oneSealTakesTheSameContactTwiceInARow() {
    assertThat(seal.seal(REVIEW, "Anna", "anna@example.com"))
        .isEqualTo(seal.seal(REVIEW, "Anna", "anna@example.com"));
  }

  @Test
  void equalContactsOfOneReviewSealAlikeAndThoseOfTwoDoNot() {
    assertThat(seal.seal(REVIEW, "Anna", null))
        .isEqualTo(new ContactSeal(Trial.KEY.clone()).seal(REVIEW, "Anna", null))
        .isNotEqualTo(seal.seal(OTHER, "Anna", null))
        .isNotEqualTo(seal.seal(REVIEW, "Anne", null));
  }

  @Test
  void doesNotOpenOnAnotherReview() {
    var sealed = seal.seal(REVIEW, "Anna", null);
    assertThatThrownBy(() -> open(OTHER, sealed)).isInstanceOf(AEADBadTagException.class);
  }

  @Test
  void nothingIsSealedWhereNothingIsGiven() {
    assertThat(seal.seal(REVIEW, null, null)).isNull();
  }

  @Test
  void refusesAKeyOfAnotherSize() {
    assertThatThrownBy(() -> new ContactSeal(new byte[16]))
        .hasMessage("the privacy key has 16 bytes, must have 32");
  }
}
