package heed.alerting.telling;

import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server's no is about. What it says before anybody is named to whom a letter goes is
 * about us or about itself: any other letter would have met the same, so none is given up for it.
 */
final class MailFailure {
  /** The letter is larger than the server takes. */
  private static final int TOO_LARGE = 552;

  /** The server does not know what this letter needs. */
  private static final int NEEDS_MORE = 555;

  /** How the mail client words what keeps it from saying who writes, and is no server's answer. */
  private static final List<String> NO_DIALOGUE =
      List.of(
          "STARTTLS required but not supported by server",
          "login is required, but ",
          "authentication factory threw exception");

  private MailFailure() {}

  /**
   * True if the server took no letter at all, now: one that is busy, goes down, does not let us in,
   * or does not let us write as who we are.
   *
   * @param failure as the mail client words it
   * @param code of the reply, as of SMTP
   */
  static boolean ofTheServer(String failure, int code, boolean permanent) {
    if (failure.startsWith("sender address not accepted")) {
      return !permanent || (code != TOO_LARGE && code != NEEDS_MORE);
    }
    return !failure.startsWith("recipient address not accepted")
        && !failure.startsWith("no recipient addresses were accepted")
        && !failure.startsWith("DATA command not accepted")
        && !failure.startsWith("sending data failed");
  }

  /**
   * The same of what is no answer: no TLS with it, as when its certificate has expired, or nothing
   * that both of us speak.
   */
  static boolean ofTheServer(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      var words = String.valueOf(t.getMessage());
      if (t instanceof SSLException || NO_DIALOGUE.stream().anyMatch(words::startsWith)) {
        return true;
      }
    }
    return false;
  }
}
