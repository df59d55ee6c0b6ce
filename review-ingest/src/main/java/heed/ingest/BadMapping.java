package heed.ingest;

/**
 * A mapping that cannot be used. The message names the file, the place in it and the remedy; the
 * service does not start with it, since what it would lose nobody would notice.
 */
final class BadMapping extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  BadMapping(String message) {
    super(message);
  }
}
