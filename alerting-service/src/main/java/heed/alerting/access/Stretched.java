package heed.alerting.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Passwords as they are kept: {@code pbkdf2-sha256$rounds$salt$hash}, so that guessing from a
 * stolen database costs 600,000 rounds a guess, and more rounds can be asked for later.
 */
final class Stretched {
  private static final String KIND = "pbkdf2-sha256";
  private static final int ROUNDS = 600_000;
  private static final int BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What nobody's password fits: it takes as long to find that out as with somebody's. */
  private static final String NOBODY =
      KIND + "$" + ROUNDS + "$AAAAAAAAAAAAAAAAAAAAAA==$" + "A".repeat(43) + "=";

  private Stretched() {}

  static String of(String password) {
    var salt = new byte[16];
    RANDOM.nextBytes(salt);
    return KIND + "$" + ROUNDS + "$" + base64(salt) + "$" + base64(stretch(password, salt, ROUNDS));
  }

  /** True if it is the password; takes as long where there is none to compare with. */
  static boolean fits(@Nullable String kept, String password) {
    var parts = (kept == null ? NOBODY : kept).split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(KIND)) {
      throw new IllegalStateException("a password is kept in a way that is not known here");
    }
    var salt = Base64.getDecoder().decode(parts[2]);
    var hash = stretch(password, salt, Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3])) && kept != null;
  }

  /** Letters that look and mean the same are the same, however a keyboard makes them. */
  private static byte[] stretch(String password, byte[] salt, int rounds) {
    var text = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(text, salt, rounds, BITS))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2 with HMAC-SHA256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
