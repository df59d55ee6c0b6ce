package heed.metrics;

import org.jspecify.annotations.Nullable;

/** What may be claimed of two figures. */
enum Difference {
  ABOVE,
  BELOW,
  /** The intervals overlap. */
  NO_DIFFERENCE;

  /** Null where one of them has no interval: nothing can be told. */
  static @Nullable Difference of(@Nullable Interval one, @Nullable Interval other) {
    if (one == null || other == null) {
      return null;
    }
    return one.low() > other.high() ? ABOVE : one.high() < other.low() ? BELOW : NO_DIFFERENCE;
  }
}
