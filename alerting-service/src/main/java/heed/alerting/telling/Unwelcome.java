package heed.alerting.telling;

/** An address that nothing is sent to; the message says why, without the address. */
final class Unwelcome extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unwelcome(String message) {
    super(message, null, false, false);
  }
}
