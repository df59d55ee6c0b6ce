package heed.ingest;

import org.jboss.logging.Logger;

/**
 * A line of a file that broke what reads it. That is our fault; but the file goes on, since what is
 * sent again as a whole would break at the same line again.
 */
final class Unforeseen {
  private static final Logger LOG = Logger.getLogger(Unforeseen.class);

  /**
   * Notes it for us, by what and where it was and not by its message, which may hold what was sent.
   *
   * @return what the sender is told of the line
   */
  static String noted(Throwable thrown, long line) {
    var at = thrown.getStackTrace();
    LOG.errorf(
        "line not understood line=%d reason=%s at=%s",
        line, thrown.getClass().getName(), at.length == 0 ? "unknown" : at[0]);
    return "cannot be understood, which is our fault; the log tells more of the line";
  }

  private Unforeseen() {}
}
