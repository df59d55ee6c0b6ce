package heed.metrics;

import org.jspecify.annotations.Nullable;

/** What the database says when it did not take a batch, by what may be done about it. */
enum Failure {
  /** The data is the fault: no retry helps. */
  REFUSED,
  /** It was not done in the time that a transaction has; less of it may be. */
  TIMED_OUT,
  /** There was too little memory, disk or connections; less of it may need less. */
  TOO_MUCH,
  /** An outage, a restart, a wait for a lock: the same may be taken later. */
  PASSING;

  /**
   * @param state the SQLSTATE; null where none was told
   */
  static Failure of(@Nullable String state) {
    if (state == null) {
      return PASSING;
    }
    if (state.equals("25P04")) {
      return TIMED_OUT;
    }
    return switch (state.length() < 2 ? state : state.substring(0, 2)) {
      case "22", "23", "54" -> REFUSED;
      case "53" -> TOO_MUCH;
      default -> PASSING;
    };
  }
}
