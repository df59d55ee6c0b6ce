package heed.events;

import org.jspecify.annotations.Nullable;

/** Guards of the records: an impossible value never exists, and its message names the field. */
final class Wire {
  static <T> T require(@Nullable T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  static void between(int value, int min, int max, String field) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          field + " is " + value + ", must be " + min + " to " + max);
    }
  }

  static void betweenOrNull(@Nullable Integer value, int min, int max, String field) {
    if (value != null) {
      between(value, min, max, field);
    }
  }

  static void share(double value, String field) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(field + " is " + value + ", must be 0 to 1");
    }
  }

  private Wire() {}
}
