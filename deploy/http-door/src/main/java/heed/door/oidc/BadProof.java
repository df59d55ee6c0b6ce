package heed.door.oidc;

/** What was presented proves nothing. The reason is fixed text: it may be logged. */
final class BadProof extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  BadProof(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
