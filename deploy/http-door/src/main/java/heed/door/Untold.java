package heed.door;

import org.jspecify.annotations.Nullable;

/**
 * Stands in a log for an exception whose message holds the path of the request: a path may be all
 * that somebody needs to act for another, such as that of a link in a letter.
 */
final class Untold extends Exception {
  private static final long serialVersionUID = 1L;

  private Untold(Throwable told, @Nullable Throwable cause) {
    super(told.getClass().getName() + ", whose message holds the path and is left out", cause);
    setStackTrace(told.getStackTrace());
  }

  /** The exception itself, unless its message or that of one of its causes holds the path. */
  static Throwable of(Throwable thrown, String path) {
    return path.length() > 1 && holds(thrown, path) ? without(thrown) : thrown;
  }

  private static boolean holds(Throwable thrown, String path) {
    for (@Nullable Throwable each = thrown; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains(path)) {
        return true;
      }
    }
    return false;
  }

  /** Of the causes too: each message may repeat the one below. */
  private static Untold without(Throwable thrown) {
    var cause = thrown.getCause();
    return new Untold(thrown, cause == null ? null : without(cause));
  }
}
