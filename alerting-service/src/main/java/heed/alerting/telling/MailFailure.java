package heed.alerting.telling;

/**
 * What a mail server's no is about. What it says before anybody is named to whom a letter goes is
 * about us or about itself: any other letter would have met the same, so none is given up for it.
 */
final class MailFailure {
  /** A sign-in is asked for, or was refused. */
  private static final int SIGN_IN_FROM = 530;

  private static final int SIGN_IN_TO = 539;

  private MailFailure() {}

  /**
   * True if the server took no letter at all, now: one that is busy, goes down, or does not let us
   * in. A final no to the sender is for good.
   *
   * @param failure as the mail client words it
   * @param code of the reply, as of SMTP
   */
  static boolean ofTheServer(String failure, int code, boolean permanent) {
    if (failure.startsWith("sender address not accepted")) {
      return !permanent || (code >= SIGN_IN_FROM && code < SIGN_IN_TO);
    }
    return !failure.startsWith("recipient address not accepted")
        && !failure.startsWith("no recipient addresses were accepted")
        && !failure.startsWith("DATA command not accepted")
        && !failure.startsWith("sending data failed");
  }
}
