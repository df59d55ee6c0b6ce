package heed.alerting.telling;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a mail server's final no is about the address. Only an enhanced code (RFC 3463) says so:
 * a policy or a full disk says nothing about it, and a plain 550 is also what a server answers that
 * does not want to pass mail on.
 */
final class NoSuchAddress {
  private static final Pattern ENHANCED =
      Pattern.compile("(?m)^5\\d\\d[ -](5\\.\\d{1,3}\\.\\d{1,3})\\b");
  private static final Set<String> OF_ADDRESS =
      Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

  private NoSuchAddress() {}

  /**
   * @param failure as the mail client words it: only what was answered to RCPT is about an address
   * @param reply as the server gave it, with the code before each line
   */
  static boolean says(String failure, String reply) {
    if (!failure.startsWith("recipient address not accepted")) {
      return false;
    }
    var enhanced = ENHANCED.matcher(reply);
    return enhanced.find() && OF_ADDRESS.contains(enhanced.group(1));
  }
}
