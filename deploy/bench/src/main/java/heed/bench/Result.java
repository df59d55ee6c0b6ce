package heed.bench;

import org.jspecify.annotations.Nullable;

/**
 * A row that was measured, or was not.
 *
 * @param measured null where it was not
 * @param failure why not; null where it was
 */
record Result(
    String name, String what, Reach reach, @Nullable Measured measured, @Nullable String failure) {
  static Result of(Row row, Measured measured) {
    return new Result(row.name(), row.what(), row.reach(), measured, null);
  }

  static Result failed(Row row, String why) {
    return new Result(row.name(), row.what(), row.reach(), null, why);
  }

  /** What could not be measured is not met. */
  boolean isMet() {
    return measured != null && reach.isMet(measured);
  }
}
