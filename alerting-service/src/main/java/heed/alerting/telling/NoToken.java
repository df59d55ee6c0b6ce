package heed.alerting.telling;

/** No access token is to be had now; the message says why, without anything secret. */
final class NoToken extends Exception {
  private static final long serialVersionUID = 1L;

  NoToken(String message) {
    super(message, null, false, false);
  }
}
