package heed.alerting.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of a key, such as {@code heed_4f7c2a9bd01e_…}: the number in its holder's id, 256 random
 * bits, and a checksum, so that scanners of repositories and logs find it and nothing else.
 */
final class KeySecret {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_DIGITS = 43; // of 62 each: 256.03 bits
  private static final int CHECK_DIGITS = 6;
  private static final Pattern SHAPE = Pattern.compile("heed_[0-9a-f]{12}_[0-9A-Za-z]{49}");

  private KeySecret() {}

  /** The number of a new holder: 12 hexadecimal digits. */
  static String number(RandomGenerator random) {
    return HexFormat.of().toHexDigits(random.nextLong(), 12);
  }

  /** A new key for the holder of this number. */
  static String draw(String number, RandomGenerator random) {
    var body = shown(number) + "_" + token(random);
    return body + check(body);
  }

  /** 256 random bits in letters and digits. */
  static String token(RandomGenerator random) {
    var text = new StringBuilder();
    for (var i = 0; i < RANDOM_DIGITS; i++) {
      text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return text.toString();
  }

  /** The part by which people tell keys apart. */
  static String shown(String number) {
    return "heed_" + number;
  }

  /** True if it is one of ours by its looks and its checksum. */
  static boolean wellFormed(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return false;
    }
    var end = text.length() - CHECK_DIGITS;
    return text.substring(end).equals(check(text.substring(0, end)));
  }

  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String check(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    var left = crc.getValue();
    var text = new StringBuilder();
    for (var i = 0; i < CHECK_DIGITS; i++) {
      text.append(DIGITS.charAt((int) (left % DIGITS.length())));
      left /= DIGITS.length();
    }
    return text.reverse().toString();
  }
}
